//! The characters of a CSV, from the bytes that programs write for them.

use std::borrow::Cow;

use crate::refused::Refused;

/// What Windows-1252 has from 80 to 9F, where ISO 8859-1 has control characters. The five it leaves open are shown as the
/// character for what cannot be read.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// UTF-8 or UTF-16 when it says so; else UTF-8 when it can be; else Windows-1252, which is what Excel writes for `CSV` in
/// the Netherlands.
pub fn decode(file: &[u8]) -> Result<Cow<'_, str>, Refused> {
    if let Some(rest) = file.strip_prefix(b"\xef\xbb\xbf") {
        return std::str::from_utf8(rest).map(Cow::Borrowed).map_err(|_| Refused::Damaged);
    }
    if let Some(rest) = file.strip_prefix(b"\xff\xfe") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = file.strip_prefix(b"\xfe\xff") {
        return utf16(rest, u16::from_be_bytes);
    }
    match std::str::from_utf8(file) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) => Ok(Cow::Owned(file.iter().map(|byte| windows_1252(*byte)).collect())),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'static, str>, Refused> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Refused::Damaged);
    }
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    text.map(Cow::Owned).map_err(|_| Refused::Damaged)
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
        // Elsewhere it is ISO 8859-1, of which the bytes are the first characters of Unicode.
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_the_encodings_that_programs_write() {
        let expected = "€ 5;één ‘huis’";
        let utf16 = |bom: &[u8], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            bom.iter().copied().chain(expected.encode_utf16().flat_map(bytes)).collect()
        };
        for file in [
            expected.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", expected.as_bytes()].concat(),
            utf16(b"\xff\xfe", u16::to_le_bytes),
            utf16(b"\xfe\xff", u16::to_be_bytes),
            b"\x80 5;\xe9\xe9n \x91huis\x92".to_vec(),
        ] {
            assert_eq!(decode(&file).unwrap(), expected);
        }
    }

    #[test]
    fn text_that_is_not_what_it_says_it_is_is_damaged() {
        for file in [b"\xef\xbb\xbf\xe9".as_slice(), b"\xff\xfea", b"\xff\xfe\x00\xd8"] {
            assert_eq!(decode(file), Err(Refused::Damaged));
        }
    }
}
