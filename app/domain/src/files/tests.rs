use proptest::prelude::*;

use super::*;

/// A ZIP of unpacked files with these names and contents; its sums are left empty.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let number = |value: usize, length: usize| value.to_le_bytes()[..length].to_vec();
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let (at, size) = (bytes.len(), number(content.len(), 4));
        let sizes = [number(0, 4), size.clone(), size, number(name.len(), 2), number(0, 2)].concat();
        bytes.extend([b"PK\x03\x04".to_vec(), number(20, 2), number(0, 8), sizes.clone()].concat());
        bytes.extend([name.as_bytes(), content.as_bytes()].concat());
        let rest = [number(0, 8), number(0, 2), number(at, 4), name.as_bytes().to_vec()].concat();
        directory.extend([b"PK\x01\x02".to_vec(), number(20, 4), number(0, 8), sizes, rest].concat());
    }
    let (at, size) = (bytes.len(), directory.len());
    bytes.extend(directory);
    let counts = [number(0, 4), number(files.len(), 2), number(files.len(), 2), number(size, 4), number(at, 4)];
    bytes.extend([b"PK\x05\x06".to_vec(), counts.concat(), number(0, 2)].concat());
    bytes
}

fn office(part: &str) -> Vec<u8> {
    zip(&[("[Content_Types].xml", "<Types/>"), ("_rels/.rels", ""), (part, "<x/>")])
}

fn open_document(kind: FileKind) -> Vec<u8> {
    zip(&[("mimetype", kind.media_type()), ("content.xml", "<x/>")])
}

fn sample(kind: FileKind) -> Vec<u8> {
    match kind {
        FileKind::Pdf => b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n".to_vec(),
        FileKind::Png => b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\0\0\0\0IEND\xaeB`\x82".to_vec(),
        FileKind::Jpeg => b"\xff\xd8\xff\xe0\0\x10JFIF\0\xff\xd9".to_vec(),
        FileKind::Webp => b"RIFF\x0c\0\0\0WEBPVP8L\0\0\0\0".to_vec(),
        FileKind::Docx => office("word/document.xml"),
        FileKind::Xlsx => office("xl/workbook.xml"),
        FileKind::Odt | FileKind::Ods => open_document(kind),
        FileKind::Text => "Opgeleverd: één complex\r\n".as_bytes().to_vec(),
        FileKind::Csv => "adres;woningen\nMarkt 1;24\n".as_bytes().to_vec(),
    }
}

fn message(name: &str, content: &[u8]) -> String {
    let problem = check_file(name, content).unwrap_err();
    assert_eq!(problem.field, "file");
    problem.message
}

#[test]
fn each_kind_is_taken_under_its_own_name_and_under_no_other() {
    for content in FileKind::ALL {
        for claimed in FileKind::ALL {
            let name = format!("Foto’s van 3 mei.{}", claimed.code().to_uppercase());
            let same = content == claimed || (content.is_plain_text() && claimed.is_plain_text());
            let got = check_file(&name, &sample(*content));
            assert_eq!(got.is_ok(), same, "{content:?} called {claimed:?}: {got:?}");
            assert!(!same || got == Ok(*claimed));
        }
    }
    assert_eq!(check_file("a.b.jpeg", &sample(FileKind::Jpeg)), Ok(FileKind::Jpeg));
}

#[test]
fn who_is_refused_hears_what_to_do() {
    let told = message("plan.pdf", &sample(FileKind::Png));
    assert!(told.contains("eindigt als een PDF, maar de inhoud is een PNG") && told.contains(".png"), "{told}");
    assert!(message("plan.pdf", b"x").contains("bewaar het opnieuw als PDF"));
    assert!(message("plan.pdf", b"").contains("leeg"));
    for nothing in [b"x".as_slice(), b" \r\n", b"ok "] {
        assert!(message("plan.txt", nothing).contains("zo goed als niets"));
    }
    assert!(message("plan.txt", b"a\0b").contains("UTF-8"));
    assert!(message("plan.csv", b"\xff\xfea\0b\0").contains("UTF-8"));
    assert!(message("plan.docm", &office("word/document.xml")).contains("Dit soort bestand"));
    let with_macros = zip(&[("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/vbaProject.bin", "")]);
    assert!(message("plan.docx", &with_macros).contains("macro’s"));
    assert!(message("plan.docx", &zip(&[("word/document.xml", "")])).contains("geen volledige DOCX"));
    let template = zip(&[("mimetype", "application/vnd.oasis.opendocument.text-template")]);
    assert!(message("plan.odt", &template).contains("geen volledige ODT"));
}

#[test]
fn pages_and_drawings_are_refused_whatever_they_are_called() {
    for content in ["<svg xmlns='x'/>", "<!DOCTYPE html><p>x", "\u{feff} <html>", "<?xml version='1.0'?><svg/>"] {
        for name in ["a.svg", "a.html", "a.htm", "a.xml", "a.txt", "a.csv", "a.png", "a.pdf", "a"] {
            message(name, content.as_bytes());
        }
    }
    assert_eq!(check_file("a.txt", b"< 5 woningen"), Ok(FileKind::Text));
}

#[test]
fn a_name_is_shown_as_it_is_unless_it_hides_something() {
    for name in ["../../etc/passwd.txt", "C:\\x\\y.txt", "\"><script>.txt", "一.txt", "a%00b.txt", ".txt"] {
        assert_eq!(check_file(name, b"tekst"), Ok(FileKind::Text), "{name}");
    }
    for name in ["plan\u{202e}fdp.txt", "a\r\nb.txt", "a\0.txt"] {
        assert!(message(name, b"tekst").contains("onzichtbaar"), "{name:?}");
    }
    assert!(message(&format!("{}.txt", "a".repeat(NAME_MAX)), b"tekst").contains("te lang"));
}

#[test]
fn what_is_cut_off_is_not_taken() {
    for kind in FileKind::ALL.iter().filter(|kind| !kind.is_plain_text()) {
        let whole = sample(*kind);
        let name = format!("a.{}", kind.code());
        for length in 0..whole.len() - 8 {
            assert!(check_file(&name, &whole[..length]).is_err(), "{kind:?} of {length} bytes");
        }
    }
}

#[test]
fn size_is_rounded_up() {
    let texts = [0, 1, 812, 1024, 34_000, 1_048_576, 1_572_865, SIZE_MAX as u64, SIZE_MAX as u64 + 1].map(size_label);
    assert_eq!(texts, ["0 bytes", "1 byte", "812 bytes", "1 kB", "34 kB", "1 MB", "1,6 MB", "10 MB", "10,1 MB"]);
    let mut large = sample(FileKind::Pdf);
    large.resize(SIZE_MAX, b' ');
    large.extend_from_slice(b"%%EOF");
    assert!(message("a.pdf", &large).contains("10,1 MB; er past ten hoogste 10 MB"));
}

#[test]
fn a_withdrawal_has_a_reason() {
    assert_eq!(withdrawal_problems(" … ").len(), 1);
    assert_eq!(withdrawal_problems("Verkeerd bestand"), vec![]);
    assert_eq!(note_problems(Some(&"x".repeat(NOTE_MAX + 1))).len(), 1);
}

proptest! {
    #[test]
    fn random_bytes_are_never_more_than_plain_text(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for kind in FileKind::ALL {
            let got = check_file(&format!("a.{}", kind.code()), &bytes);
            prop_assert!(got.is_err() || kind.is_plain_text());
        }
    }

    #[test]
    fn no_damage_makes_it_stumble(which in 0..FileKind::ALL.len(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let kind = FileKind::ALL[which];
        let mut bytes = sample(kind);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        for claimed in FileKind::ALL {
            let _ = check_file(&format!("a.{}", claimed.code()), &bytes);
        }
    }

    #[test]
    fn what_only_begins_as_a_zip_is_none(
        middle in proptest::collection::vec(any::<u8>(), 0..200), end in proptest::collection::vec(any::<u8>(), 18),
    ) {
        let bytes = [b"PK\x03\x04".as_slice(), &middle, b"PK\x05\x06", &end].concat();
        for code in ["docx", "xlsx", "odt", "ods"] {
            let taken = check_file(&format!("a.{code}"), &bytes).is_ok();
            prop_assert!(!taken);
        }
    }

    #[test]
    fn text_is_taken_when_it_can_be_read(text in "[a-zé][ -;=-~éë€\n\t]{0,80}[a-z]{2}") {
        prop_assert_eq!(check_file("a.txt", text.as_bytes()), Ok(FileKind::Text));
    }
}
