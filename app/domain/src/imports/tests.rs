use proptest::prelude::*;

use super::*;

fn columns() -> Vec<Column> {
    vec![
        Column::new("name", "Naam", "").required().also(&["Projectnaam"]),
        Column::new("dwellings", "Te bouwen", "").required().also(&["Woningen", "Totaal"]),
        Column::new("status", "Status", "").of([Choice::new("nieuw", "Nieuw"), Choice::new("actief", "Actief")]),
    ]
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn recognised(headers: &[&str]) -> BTreeMap<String, Source> {
    Mapping::recognised(&columns(), &texts(headers), &BTreeMap::new()).0
}

#[test]
fn headers_are_known_by_what_people_write() {
    let found = recognised(&["PROJECT-NAAM", "", "Aantal woningen", "Stad", "naam"]);
    let expected = [("name", 0), ("dwellings", 2)].map(|(code, index)| (code.to_owned(), Source::Column(index)));
    assert_eq!(found, BTreeMap::from(expected));
    let mapping = Mapping(found);
    let headers = texts(&["PROJECT-NAAM", "", "Aantal woningen", "Stad", "naam"]);
    assert_eq!(mapping.unused(&headers), [3, 4]);
    assert_eq!(mapping.missing(&columns()), Vec::<&Column>::new());
    assert_eq!(Mapping::default().missing(&columns()).len(), 2);
}

#[test]
fn what_was_chosen_before_comes_first() {
    let remembered = BTreeMap::from([("stad".to_owned(), "name".to_owned()), ("naam".to_owned(), "gone".to_owned())]);
    let found = Mapping::recognised(&columns(), &texts(&["Naam", "Stad"]), &remembered).0;
    assert_eq!(found.get("name"), Some(&Source::Column(1)));
    assert_eq!(found.len(), 1);
}

#[test]
fn headers_may_stand_below_a_title() {
    let rows =
        [vec!["Projecten 2026"], vec![], vec!["Domijn"], vec![], vec!["Naam", "Woningen", "Status"], vec!["Naam", "3"]];
    let rows: Vec<Vec<String>> = rows.iter().map(|row| texts(row)).collect();
    assert_eq!(find_header(&columns(), &rows, &BTreeMap::new()), Some(4));
    assert_eq!(find_header(&columns(), &rows[..3], &BTreeMap::new()), None);
}

#[test]
fn a_choice_is_known_by_its_label_and_its_code() {
    let status = &columns()[2];
    assert_eq!([" ACTIEF", "nieuw", "klaar"].map(|text| status.choice(text)), [Some("actief"), Some("nieuw"), None]);
    assert_eq!(status.choices_told(), "Nieuw, Actief");
    let many = Column::new("place", "Gemeente", "").of((1..=11).map(|number| Choice::new("", number.to_string())));
    assert_eq!(many.choices_told(), "1, 2, 3, 4, 5, 6, 7, 8, 9 en nog 2");
}

#[test]
fn of_two_rows_that_name_the_same_neither_is_loaded() {
    let twice = named_twice([(2, "P1"), (3, "P2"), (4, "P1"), (5, "P1")]);
    assert_eq!(twice, BTreeMap::from([(2, 4), (4, 2), (5, 2)]));
}

#[test]
fn several_names_are_parted() {
    assert_eq!(several(" Domijn; ;Liberein\nMenzis ").collect::<Vec<_>>(), ["Domijn", "Liberein", "Menzis"]);
}

proptest! {
    #[test]
    fn a_column_of_a_file_means_one_thing(headers in proptest::collection::vec("(naam|Woningen|Totaal|status|Projectnaam|x)?", 0..12)) {
        let mapping = Mapping::recognised(&columns(), &headers, &BTreeMap::new());
        let used: std::collections::BTreeSet<_> = mapping.0.values().map(|source| format!("{source:?}")).collect();
        prop_assert_eq!(used.len(), mapping.0.len());
        let told = headers.iter().filter(|header| !header.trim().is_empty()).count();
        prop_assert_eq!(mapping.unused(&headers).len() + mapping.0.len(), told);
    }

    #[test]
    fn a_name_normalised_again_stays_what_it_is(text in "\\PC{0,20}") {
        let once = normalised(&text);
        // `aantal` is taken off once, on purpose: `aantal aantallen` is about `aantallen`.
        if !once.starts_with("aantal") {
            prop_assert_eq!(normalised(&once), once);
        }
    }
}
