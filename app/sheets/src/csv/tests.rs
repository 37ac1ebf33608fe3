use super::*;

fn table(text: &str) -> Vec<(u32, Vec<String>)> {
    let workbook = read(text, &Limits::default()).unwrap();
    let rows = workbook.sheets.into_iter().flat_map(|sheet| sheet.rows);
    rows.map(|row| (row.number, row.cells.iter().map(|cell| cell.text().into_owned()).collect())).collect()
}

fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
    (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

#[test]
fn the_separator_is_found_and_not_in_quotes() {
    let expected = [row(1, &["naam", "uren"]), row(2, &["Huis, tuin", "8"])];
    assert_eq!(table("naam;uren\r\nHuis, tuin;8\r\n"), expected);
    assert_eq!(table("naam,uren\n\"Huis, tuin\",8\n"), expected);
    assert_eq!(table("naam\turen\nHuis, tuin\t8"), expected);
    assert_eq!(table("\"a;b;c\",uren\n\"d;e;f\",8\n")[1], row(2, &["d;e;f", "8"]));
}

#[test]
fn decimals_with_a_comma_do_not_make_the_comma_the_separator() {
    assert_eq!(table("8,7;3,1\n8;3,1\n"), [row(1, &["8,7", "3,1"]), row(2, &["8", "3,1"])]);
}

#[test]
fn a_first_line_may_say_what_the_separator_is() {
    assert_eq!(table("sep=,\r\na;b,c\r\n"), [row(1, &["a;b", "c"])]);
    assert_eq!(table("sep=x\na;b\n"), [row(1, &["sep=x"]), row(2, &["a", "b"])]);
}

#[test]
fn rows_have_the_number_that_excel_shows() {
    let text = "a;b\n\n\"twee\nregels\";c\r\n;;\r;d";
    assert_eq!(table(text), [row(1, &["a", "b"]), row(3, &["twee\nregels", "c"]), row(5, &["", "d"])]);
}

#[test]
fn quotes_are_read_as_excel_writes_them() {
    assert_eq!(table("\"een \"\"huis\"\"\";5\" buis;\"\";x\n"), [row(1, &["een \"huis\"", "5\" buis", "", "x"])]);
}

#[test]
fn a_quote_that_is_never_closed_is_told_with_its_row() {
    let refused = read("a;b\nc;\"d\ne;f\n", &Limits::default());
    assert_eq!(refused, Err(Refused::UnclosedQuote { row: 2 }));
}

#[test]
fn a_guard_against_formulas_is_taken_off() {
    assert_eq!(table("'=1+1;'s-Hertogenbosch\n"), [row(1, &["=1+1", "'s-Hertogenbosch"])]);
}

#[test]
fn what_does_not_fit_is_told_with_its_cell() {
    let limits = Limits { rows: 2, columns: 2, ..Limits::default() };
    let wide = read("a;b;\nc;d;e", &limits).unwrap_err();
    assert_eq!(wide, Refused::TooManyColumns { sheet: "CSV".into(), cell: "C2".into(), last: "B".into() });
    let long = read("a\nb\n\nc", &limits).unwrap_err();
    assert_eq!(long, Refused::TooManyRows { sheet: "CSV".into(), row: 4, most: 2 });
    assert!(read("a;b;\n\nc;d;;;", &limits).is_ok());
}
