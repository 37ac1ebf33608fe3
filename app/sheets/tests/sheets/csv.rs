//! CSV as it is uploaded: bytes, with whatever encoding and separator.

use sheets::{Limits, Refused, read};

use crate::common::table;

const TEXT: &str = "naam;bedrag\r\n\"Café; \"\"De Brug\"\"\";€ 5\r\n\"twee\r\nregels\";8,7\r\n";

fn expected() -> Vec<(u32, Vec<String>)> {
    let row = |number, cells: [&str; 2]| (number, cells.map(str::to_owned).to_vec());
    vec![row(1, ["naam", "bedrag"]), row(2, ["Café; \"De Brug\"", "€ 5"]), row(3, ["twee\r\nregels", "8,7"])]
}

#[test]
fn each_encoding_gives_the_same_cells() {
    let utf16 = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.iter().copied().chain(TEXT.encode_utf16().flat_map(bytes)).collect()
    };
    let windows = TEXT.chars().map(|character| match character {
        '€' => 0x80,
        'é' => 0xe9,
        other => u8::try_from(other).unwrap(),
    });
    for file in [
        TEXT.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", TEXT.as_bytes()].concat(),
        utf16(b"\xff\xfe", u16::to_le_bytes),
        utf16(b"\xfe\xff", u16::to_be_bytes),
        windows.collect(),
    ] {
        assert_eq!(table(&read(&file, &Limits::default()).unwrap()), expected());
    }
}

#[test]
fn each_separator_gives_the_same_cells() {
    for separator in [",", "\t"] {
        let file = TEXT.replace("8,7", "\"8,7\"").replace(';', separator);
        let cells = table(&read(file.as_bytes(), &Limits::default()).unwrap());
        let expected: Vec<_> = expected()
            .into_iter()
            .map(|(row, cells)| (row, cells.iter().map(|cell| cell.replace(';', separator)).collect::<Vec<_>>()))
            .collect();
        assert_eq!(cells, expected);
    }
}

#[test]
fn a_csv_with_a_nul_is_refused() {
    assert_eq!(read(b"naam;uren\nHuis\0;8\n", &Limits::default()), Err(Refused::NulBytes { cell: "A2".to_owned() }));
}

#[test]
fn a_csv_without_anything_in_it_is_empty() {
    for file in [b"".as_slice(), b"\xef\xbb\xbf", b";;\r\n; \xc2\xa0 ;\r\n"] {
        assert_eq!(read(file, &Limits::default()), Err(Refused::Empty));
    }
}
