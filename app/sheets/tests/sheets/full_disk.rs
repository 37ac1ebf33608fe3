//! A disk without room, which a limit on the size of files stands in for: the system answers the same way.

use std::borrow::Cow;
use std::process::Command;

use sheets::{Column, Format, Kind, Unwritten, Value, Writer};

const INSIDE: &str = "SHEETS_TEST_WITH_A_FULL_DISK";
const NAME: &str = "full_disk::a_full_disk_is_an_error_and_no_panic";

#[test]
fn a_full_disk_is_an_error_and_no_panic() {
    if std::env::var_os(INSIDE).is_some() {
        for format in [Format::Xlsx, Format::Csv] {
            assert!(write(format).is_err(), "{format:?}");
        }
        return;
    }
    if !cfg!(target_os = "linux") {
        eprintln!("this system has no limit on the size of files");
        return;
    }
    let test = std::env::current_exe().unwrap();
    // Without the trap the signal would end the test; the limit is in blocks of at most a kilobyte.
    let limited = "trap '' XFSZ; ulimit -f 16; exec \"$0\" --exact \"$1\" --nocapture";
    let status = Command::new("sh").args(["-c", limited]).arg(test).arg(NAME).env(INSIDE, "1").status().unwrap();
    assert!(status.success());
}

fn write(format: Format) -> Result<(), Unwritten> {
    let mut writer = Writer::new(format, "Woningen", &[Column::new("Naam", Kind::Text)])?;
    for number in 0..10_000 {
        writer.row(&[Value::Text(Cow::Owned(format!("Woning {number}")))])?;
    }
    writer.finish().map(drop)
}
