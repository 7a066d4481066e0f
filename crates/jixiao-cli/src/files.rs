//! Which files are meant, and their bytes.

use jixiao_document::Document;
use jixiao_reader::Limits;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Endings looked at when a directory is given; content still decides what a file is. Scans and
/// PDF are listed so that they are reported as unread rather than passed over.
const ENDINGS: [&str; 22] = [
    "csv", "doc", "docm", "docx", "et", "gif", "htm", "html", "jpeg", "jpg", "md", "mht", "mhtml",
    "ofd", "pdf", "png", "tif", "tiff", "tsv", "txt", "wps", "xls",
];
const WORKBOOK_ENDINGS: [&str; 3] = ["xlsm", "xlsx", "xltx"];

/// The files `paths` mean, in the order given; those of a directory by path.
#[derive(Debug, Default)]
pub(crate) struct FileList {
    /// Files to read.
    pub(crate) files: Vec<PathBuf>,
    /// Paths that do not exist or cannot be listed, with the reason.
    pub(crate) missing: Vec<(PathBuf, String)>,
    /// Files of directories passed over for their ending.
    pub(crate) skipped_count: usize,
}

impl FileList {
    /// Lists the files.
    pub(crate) fn of(paths: &[PathBuf]) -> Self {
        let mut list = Self::default();
        for path in paths {
            if path.as_os_str() == "-" || path.is_file() {
                list.files.push(path.clone());
            } else if path.is_dir() {
                list.add_directory(path);
            } else {
                list.missing.push((path.clone(), "文件不存在，请检查路径".to_owned()));
            }
        }
        list
    }

    fn add_directory(&mut self, directory: &Path) {
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with(['.', '~'])
        };
        let (first, first_missing) = (self.files.len(), self.missing.len());
        // Sorted afterwards: sorting on the way holds every entry of a directory.
        for entry in WalkDir::new(directory).into_iter().filter_entry(visible) {
            match entry {
                Ok(entry) if !entry.file_type().is_file() => {}
                Ok(entry) if has_known_ending(entry.path()) => {
                    let mut path = entry.into_path();
                    path.shrink_to_fit();
                    self.files.push(path);
                }
                Ok(_) => self.skipped_count += 1,
                Err(error) => {
                    let path = error.path().unwrap_or(directory).to_owned();
                    self.missing.push((path, format!("无法列出目录：{error}")));
                }
            }
        }
        self.files[first..].sort_unstable();
        self.missing[first_missing..].sort_unstable();
        self.files.shrink_to_fit();
    }
}

fn has_known_ending(path: &Path) -> bool {
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| {
        let ending = ending.to_ascii_lowercase();
        ENDINGS.contains(&ending.as_str()) || WORKBOOK_ENDINGS.contains(&ending.as_str())
    })
}

/// Reads one file into a document; the error is a Chinese sentence.
pub(crate) fn read_document(path: &Path, limits: &Limits) -> Result<Document, String> {
    let bytes = read_bytes(path, limits)?;
    let name = path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    jixiao_reader::read(&bytes, &name, limits).map_err(|error| error.to_string())
}

/// The bytes of a file, or of standard input for `-`, refusing more than the limit.
pub(crate) fn read_bytes(path: &Path, limits: &Limits) -> Result<Vec<u8>, String> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => "文件不存在，请检查路径".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读取权限，请检查文件权限".to_owned(),
        _ => format!("无法读取：{error}"),
    };
    let too_large =
        || format!("文件超过 {} MB，已停止读取；请拆分后再核查", limits.file_bytes >> 20);
    let mut bytes = Vec::new();
    let most = limits.file_bytes.saturating_add(1);
    if path.as_os_str() == "-" {
        io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        let size = fs::metadata(path).map_err(failed)?.len();
        if size > limits.file_bytes {
            return Err(too_large());
        }
        let file = File::open(path).map_err(failed)?;
        bytes.reserve(usize::try_from(size).unwrap_or(0));
        file.take(most).read_to_end(&mut bytes).map_err(failed)?;
    }
    if bytes.len() as u64 > limits.file_bytes {
        return Err(too_large());
    }
    Ok(bytes)
}
