use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn id(number: u128) -> DeliveryId {
    Uuid::from_u128(number).into()
}

fn measure(number: u128) -> DwellingType {
    DwellingType::Counted(Uuid::from_u128(number).into())
}

const GNV: DwellingType = DwellingType::Uncounted;

fn counts(ledger: &Ledger, dwelling_type: DwellingType) -> (u32, u32, u32) {
    let lot = ledger.of_type(dwelling_type);
    (lot.waiting, lot.verified, lot.returned)
}

#[test]
fn four_of_twenty_four_are_returned_and_turn_out_to_be_of_another_type() {
    let care = measure(3);
    let mut ledger = Ledger::default();
    ledger.add(id(1), Entry::Report { dwelling_type: care }, 24).unwrap();
    assert_eq!(counts(&ledger, care), (24, 0, 0));
    ledger.add(id(2), Entry::Verify { of: id(1) }, 20).unwrap();
    ledger.add(id(3), Entry::Return { of: id(1) }, 4).unwrap();
    assert_eq!((counts(&ledger, care), ledger.there()), ((0, 20, 4), 20));
    ledger.add(id(4), Entry::Correct { of: id(1), into: Some(GNV) }, 4).unwrap();
    assert_eq!((counts(&ledger, care), counts(&ledger, GNV)), ((0, 20, 0), (4, 0, 0)));
    // The gemeente looks at the correction as at any report.
    ledger.add(id(5), Entry::Verify { of: id(4) }, 4).unwrap();
    assert_eq!((counts(&ledger, GNV), ledger.there()), ((0, 4, 0), 24));
}

#[test]
fn nobody_verifies_returns_or_corrects_more_than_there_is() {
    let mut ledger = Ledger::default();
    ledger.add(id(1), Entry::Report { dwelling_type: measure(1) }, 10).unwrap();
    ledger.add(id(2), Entry::Verify { of: id(1) }, 6).unwrap();
    let before = ledger.clone();
    for (entry, count, refusal) in [
        (Entry::Verify { of: id(1) }, 5, Refusal::MoreThanWaiting(4)),
        (Entry::Return { of: id(1) }, 5, Refusal::MoreThanWaiting(4)),
        (Entry::Correct { of: id(1), into: None }, 11, Refusal::MoreThanReported(10)),
        (Entry::Correct { of: id(1), into: Some(measure(1)) }, 1, Refusal::SameType),
        (Entry::Verify { of: id(9) }, 1, Refusal::NoSuchReport),
        // A verification is no lot of its own: nothing can point at it.
        (Entry::Correct { of: id(2), into: None }, 1, Refusal::NoSuchReport),
        (Entry::Report { dwelling_type: GNV }, 0, Refusal::Nothing),
    ] {
        assert_eq!(ledger.add(id(3), entry, count), Err(refusal), "{entry:?}");
        assert_eq!(ledger, before);
    }
    assert_eq!(ledger.add(id(1), Entry::Report { dwelling_type: GNV }, 1), Err(Refusal::Twice));
}

#[test]
fn what_was_verified_can_still_be_corrected() {
    let mut ledger = Ledger::default();
    ledger.add(id(1), Entry::Report { dwelling_type: measure(1) }, 10).unwrap();
    ledger.add(id(2), Entry::Verify { of: id(1) }, 10).unwrap();
    ledger.add(id(3), Entry::Correct { of: id(1), into: None }, 3).unwrap();
    assert_eq!((counts(&ledger, measure(1)), ledger.there()), ((0, 7, 0), 7));
}

#[test]
fn nothing_is_delivered_tomorrow() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
    let on = |on| Delivered { on, address: Some("Zuidmolen 1".to_owned()), evidence: None }.problems(today);
    assert_eq!(on(today), vec![]);
    assert_eq!(on(today.succ_opt().unwrap())[0].field, "delivered_on");
}

#[test]
fn more_than_the_project_holds_is_explained() {
    assert_eq!(check_room(60, 60, None), Ok(()));
    assert!(check_room(61, 60, None).unwrap_err().message.contains("het project telt er 60"));
    assert_eq!(check_room(61, 60, Some("Een woning is gesplitst.")), Ok(()));
}

/// Any act on any of the entries so far.
fn acts() -> impl Strategy<Value = Vec<(u8, u128, u8, u32)>> {
    proptest::collection::vec((0..4_u8, 0..12_u128, 0..4_u8, 0..40_u32), 0..40)
}

fn entry(act: u8, of: u128, kind: u8) -> Entry {
    let dwelling_type = if kind == 0 { GNV } else { measure(kind.into()) };
    match act {
        0 => Entry::Report { dwelling_type },
        1 => Entry::Verify { of: id(of) },
        2 => Entry::Return { of: id(of) },
        _ => Entry::Correct { of: id(of), into: (kind != 3).then_some(dwelling_type) },
    }
}

proptest! {
    #[test]
    fn every_dwelling_stands_in_one_lot(acts in acts()) {
        let mut ledger = Ledger::default();
        let (mut reported, mut gone) = (0_u64, 0_u64);
        for (number, (act, of, kind, count)) in acts.into_iter().enumerate() {
            let entry = entry(act, of, kind);
            let before = ledger.clone();
            if ledger.add(id(number as u128), entry, count).is_err() {
                prop_assert_eq!(&ledger, &before);
                continue;
            }
            match entry {
                Entry::Report { .. } => reported += u64::from(count),
                Entry::Correct { into: None, .. } => gone += u64::from(count),
                _ => {}
            }
            let in_lots: u64 = ledger.lots().map(|(_, lot)| u64::from(lot.total())).sum();
            prop_assert_eq!(in_lots + gone, reported);
            let types = (0..4).map(|kind| ledger.of_type(if kind == 0 { GNV } else { measure(kind) }));
            prop_assert_eq!(types.map(|lot| u64::from(lot.total())).sum::<u64>(), in_lots);
        }
    }
}
