//! Compound files and binary workbooks built by hand: only what a reader looks at.

/// A compound file with one stream, long enough to need no small sectors.
pub(crate) fn compound(name: &str, content: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    let mut stream = content.to_vec();
    stream.resize(content.len().max(4096).next_multiple_of(SECTOR), 0);
    let sectors = u32::try_from(stream.len() / SECTOR).expect("small");
    // Sector 0 holds the chains, sector 1 the directory, the stream follows.
    let mut file = vec![0; SECTOR];
    file[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(30, &9_u16.to_le_bytes());
    put(32, &6_u16.to_le_bytes());
    put(44, &1_u32.to_le_bytes());
    put(48, &1_u32.to_le_bytes());
    put(56, &4096_u32.to_le_bytes());
    put(60, &u32::MAX.to_le_bytes());
    put(68, &u32::MAX.to_le_bytes());
    put(76, &0_u32.to_le_bytes());
    put(80, &u32::MAX.to_le_bytes().repeat(108));

    let chain = (3..2 + sectors).chain([0xffff_fffe]);
    let mut fat: Vec<u8> =
        [0xffff_fffd, 0xffff_fffe].into_iter().chain(chain).flat_map(u32::to_le_bytes).collect();
    assert!(fat.len() <= SECTOR, "the stream fits one sector of chains");
    fat.resize(SECTOR, 0xff);
    file.extend(fat);
    file.extend(entry("Root Entry", 5, 1, u32::MAX, 0));
    file.extend(entry(name, 2, u32::MAX, 2, u32::try_from(stream.len()).expect("small")));
    file.resize(3 * SECTOR, 0);
    file.extend(stream);
    file
}

fn entry(name: &str, kind: u8, child: u32, start: u32, size: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(entry.len() + 2).expect("short");
    entry.resize(64, 0);
    entry.extend(length.to_le_bytes());
    entry.extend([kind, 1]);
    entry.extend([u32::MAX, u32::MAX, child].into_iter().flat_map(u32::to_le_bytes));
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend(size.to_le_bytes());
    entry.resize(128, 0);
    entry
}

/// A record.
pub(crate) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("short");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// A string of 16-bit characters with its flags; the length before it is the caller's.
pub(crate) fn wide(text: &str) -> Vec<u8> {
    std::iter::once(1).chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// Words in a row.
pub(crate) fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A workbook stream: these records of the workbook, then one sheet with those of its own.
pub(crate) fn workbook(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let begin = record(0x809, &words(&[0x600, 5]));
    let end = record(0x0a, &[]);
    let name = "自评表";
    let bound = |start: u32| {
        let length = u8::try_from(name.encode_utf16().count()).expect("short");
        record(0x85, &[&start.to_le_bytes()[..], &[0, 0, length], &wide(name)].concat())
    };
    let globals = globals.concat();
    let start = begin.len() + globals.len() + bound(0).len() + end.len();
    let bound = bound(u32::try_from(start).expect("small"));
    [begin.clone(), globals, bound, end.clone(), begin, sheet.concat(), end].concat()
}
