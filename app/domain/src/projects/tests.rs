use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn organisation(number: u128) -> OrganisationId {
    Uuid::from_u128(number).into()
}

fn measure(number: u128) -> MeasureId {
    Uuid::from_u128(number).into()
}

fn line(dwelling_type: DwellingType) -> Line {
    Line { dwelling_type, tenure: Tenure::SocialRent, stock: Stock::New }
}

fn day(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap()
}

fn project() -> Content {
    Content {
        name: "Hof van Noord".to_owned(),
        place: None,
        place_hidden: false,
        confidentiality: Confidentiality::Regional,
        status: Status::Active,
        plan_status: None,
        phases: BTreeMap::new(),
        dwellings: 60,
        demolished: 0,
        counts: Counts::default(),
        planned: None,
        parties: BTreeSet::new(),
        intent: Intent::default(),
        cost_shares: BTreeMap::new(),
        external_id: None,
        note: None,
    }
}

fn fields(content: &Content) -> Vec<String> {
    content.problems().into_iter().map(|problem| problem.field).collect()
}

#[test]
fn what_was_adopted_is_hard_unless_the_region_reads_it_otherwise() {
    let usual = HardStatuses::default();
    let hard = PlanStatus::ALL.iter().filter(|status| usual.hardness(Some(**status)) == Hardness::Hard);
    assert_eq!(hard.map(|status| status.code()).collect::<Vec<_>>(), ["1a", "1b", "1c", "2a", "2b", "2c"]);
    assert_eq!(usual.hardness(None), Hardness::Soft);
    let strict = HardStatuses(BTreeSet::from([PlanStatus::Irrevocable]));
    assert_eq!(strict.hardness(Some(PlanStatus::Adopted)), Hardness::Soft);
}

#[test]
fn the_types_together_never_exceed_what_is_built() {
    let two = [(line(DwellingType::Counted(measure(1))), 40), (line(DwellingType::Uncounted), 20)];
    let mut content = Content { counts: two.into_iter().collect(), ..project() };
    assert_eq!(fields(&content), Vec::<String>::new());
    content.counts.add(line(DwellingType::Counted(measure(2))), 1);
    assert_eq!(fields(&content), ["counts"]);
    assert!(content.problems()[0].message.contains("samen 61 woningen, en het project heeft er 60"));
}

#[test]
fn what_cannot_be_seen_is_refused_wherever_people_type() {
    let hidden = || Some("stil\u{202e}".to_owned());
    let content = Content { place: hidden(), external_id: hidden(), note: hidden(), ..project() };
    assert_eq!(fields(&content), ["place", "external_id", "note"]);
    let intent = Intent { document: hidden(), ..Intent::default() };
    assert_eq!(fields(&Content { intent, ..project() }), ["intent_document"]);
}

#[test]
fn phases_follow_each_other() {
    let phases = [(Phase::Initiative, day(2026, 3)), (Phase::Realisation, day(2026, 9))];
    let content = Content { phases: phases.into(), ..project() };
    assert_eq!(fields(&content), Vec::<String>::new());
    assert_eq!(content.phase(day(2026, 8)), Some(Phase::Initiative));
    assert_eq!((content.phase(day(2026, 9)), content.phase(day(2026, 1))), (Some(Phase::Realisation), None));
    let turned =
        Content { phases: [(Phase::Design, day(2026, 9)), (Phase::Realisation, day(2026, 3))].into(), ..project() };
    assert_eq!(fields(&turned), ["phase-realisatie"]);
}

#[test]
fn shares_of_the_extra_costs_are_of_one_whole() {
    let shares = |shares: &[u32]| {
        let rows = shares.iter().enumerate().map(|(number, share)| (organisation(number as u128), *share));
        check_shares(&rows.collect()).is_ok()
    };
    assert!(shares(&[]) && shares(&[100]) && shares(&[40, 60]));
    assert!(!shares(&[99]) && !shares(&[40, 61]) && !shares(&[100, 0]));
}

#[test]
fn dwellings_with_care_need_three_parties_their_letter_and_the_costs() {
    let care = BTreeSet::from([measure(3)]);
    let without = Content { counts: [(line(DwellingType::Counted(measure(1))), 5)].into_iter().collect(), ..project() };
    assert_eq!(without.missing_for_care(&care), vec![]);
    let mut content =
        Content { counts: [(line(DwellingType::Counted(measure(3))), 5)].into_iter().collect(), ..project() };
    use MissingForCare::{CareOffice, CareProvider, CostShares, Developer, Document};
    assert_eq!(
        content.missing_for_care(&care),
        [Developer, CareProvider, CareOffice, MissingForCare::Intent, CostShares]
    );
    let roles = [PartyRole::HousingCorporation, PartyRole::CareProvider, PartyRole::CareOffice];
    content.parties = roles.into_iter().zip((1..).map(organisation)).collect();
    content.intent.signed_on = Some(day(2026, 5));
    content.cost_shares = BTreeMap::from([(organisation(2), 100)]);
    assert_eq!(content.missing_for_care(&care), [Document]);
    content.intent.document = Some("https://example.org/intentie.pdf".to_owned());
    assert_eq!(content.missing_for_care(&care), vec![]);
}

proptest! {
    #[test]
    fn the_total_is_that_of_the_types(lines in proptest::collection::vec((0..4_u128, 0..5_usize, 0..3_usize, 0..99_u32), 0..20)) {
        let dwelling_type = |number: u128| DwellingType::from((number > 0).then(|| measure(number)));
        let counts: Counts = lines
            .iter()
            .map(|(kind, tenure, stock, count)| {
                (Line { dwelling_type: dwelling_type(*kind), tenure: Tenure::ALL[*tenure], stock: Stock::ALL[*stock] }, *count)
            })
            .collect();
        let naive: u64 = lines.iter().map(|(.., count)| u64::from(*count)).sum();
        prop_assert_eq!(counts.total(), naive);
        prop_assert_eq!((0..4).map(|kind| counts.of_type(dwelling_type(kind))).sum::<u64>(), naive);
    }
}
