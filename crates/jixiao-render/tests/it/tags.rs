//! PDF files say what programs that read aloud need (PDF/UA, ISO 14289-1).

use crate::samples;
use jixiao_render::model::{Form, SealMark};
use jixiao_render::{Engine, Format, Layout, Options};

fn file(form: &Form, layout: Layout) -> String {
    let mark =
        SealMark { payload: "验真".to_owned(), lines: vec!["公开编号：一".to_owned()] };
    let options = Options { seal_mark: Some(mark) };
    let rendered = Engine::new().render_with(form, layout, Format::Pdf, &options);
    String::from_utf8_lossy(&rendered.expect("it is rendered").bytes).into_owned()
}

/// The objects of a file that have this entry. Objects outside streams are plain text.
fn objects<'f>(file: &'f str, entry: &str) -> Vec<&'f str> {
    file.split("endobj").filter(|object| object.contains(entry)).collect()
}

#[test]
fn files_name_language_title_structure_and_pictures() {
    let cases = [
        (Form::SelfEvaluation(samples::typical()), Layout::National),
        (Form::SelfEvaluation(samples::many()), Layout::Kunming),
        (Form::Text(samples::report()), Layout::Report),
    ];
    for (form, layout) in cases {
        let file = file(&form, layout);
        for entry in ["/Lang(zh-CN)", "/DisplayDocTitle true", "/Marked true", "/ParentTree"] {
            assert!(!objects(&file, entry).is_empty(), "{layout:?}: {entry}");
        }
        assert!(file.contains("<dc:title>"), "{layout:?}");
        let pages = objects(&file, "/Type/Page/");
        assert!(!pages.is_empty(), "{layout:?}");
        for page in pages {
            assert!(page.contains("/StructParents") && page.contains("/Tabs/S"), "{page}");
        }
        let headers = objects(&file, "/S/TH");
        assert!(!headers.is_empty(), "{layout:?}");
        for header in headers {
            assert!(header.contains("/Scope"), "{header}");
        }
        let figures = objects(&file, "/S/Figure");
        assert_eq!(figures.len(), 1, "{layout:?}");
        assert!(figures[0].contains("/Alt") && figures[0].contains("/BBox"), "{}", figures[0]);
    }
}
