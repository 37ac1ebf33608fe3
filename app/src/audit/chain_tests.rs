//! Whatever is changed, removed, swapped or inserted in a chain is found, and where.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;

use super::*;

const CHAIN: Uuid = Uuid::from_u128(7);

fn uuids() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

/// An entry with a place and hashes that are still to be given.
fn contents() -> impl Strategy<Value = Model> {
    let who = (option::of(uuids()), option::of(uuids()), option::of(uuids()));
    (uuids(), 0i64..4_000_000_000_000_000, who, "[a-z-]{0,8}", "[a-z]{0,8}", uuids(), ".{0,20}").prop_map(
        |(id, micros, (region_id, user_id, organisation_id), event, subject_type, subject_id, changes)| Model {
            id,
            chain: CHAIN,
            sequence: 0,
            region_id,
            at: DateTime::from_timestamp_micros(micros).unwrap(),
            user_id,
            organisation_id,
            event,
            subject_type,
            subject_id,
            changes,
            previous_hash: String::new(),
            hash: String::new(),
        },
    )
}

fn chained(mut entries: Vec<Model>) -> Vec<Model> {
    let mut previous = String::new();
    for (entry, sequence) in entries.iter_mut().zip(1..) {
        entry.sequence = sequence;
        entry.previous_hash = previous;
        entry.hash = hash(entry);
        previous = entry.hash.clone();
    }
    entries
}

fn chains(least: usize) -> impl Strategy<Value = Vec<Model>> {
    vec(contents(), least..8).prop_map(chained)
}

fn head_of(entries: &[Model]) -> audit_head::Model {
    let last = entries.last();
    audit_head::Model {
        chain: CHAIN,
        sequence: last.map_or(0, |entry| entry.sequence),
        hash: last.map(|entry| entry.hash.clone()).unwrap_or_default(),
    }
}

/// Walks the whole chain.
fn walk(entries: &[Model], head: &audit_head::Model) -> Result<(), Fault> {
    let mut walk = Walk::default();
    entries.iter().try_for_each(|entry| walk.step(entry))?;
    walk.end(Some(head))
}

const FIELDS: usize = 13;

/// Changes one byte of one field.
fn damage(entry: &mut Model, field: usize, place: Index, bit: u8) {
    let flip = |id: &mut Uuid| *id = Uuid::from_u128(id.as_u128() ^ (1 << place.index(128)));
    let flip_some = |id: &mut Option<Uuid>| match id {
        Some(id) => flip(id),
        None => *id = Some(Uuid::nil()),
    };
    let alter = |text: &mut String| {
        let mut characters: Vec<char> = text.chars().collect();
        if characters.is_empty() {
            characters.push('x');
        } else {
            let place = place.index(characters.len());
            characters[place] = if characters[place] == 'x' { 'y' } else { 'x' };
        }
        *text = characters.into_iter().collect();
    };
    match field {
        0 => flip(&mut entry.id),
        1 => flip(&mut entry.chain),
        2 => entry.sequence ^= 1 << (bit % 63),
        3 => flip_some(&mut entry.region_id),
        4 => entry.at += chrono::TimeDelta::microseconds(1 << (bit % 40)),
        5 => flip_some(&mut entry.user_id),
        6 => flip_some(&mut entry.organisation_id),
        7 => alter(&mut entry.event),
        8 => alter(&mut entry.subject_type),
        9 => flip(&mut entry.subject_id),
        10 => alter(&mut entry.changes),
        11 => alter(&mut entry.previous_hash),
        _ => alter(&mut entry.hash),
    }
}

proptest! {
    #[test]
    fn a_chain_as_it_was_recorded_is_sound(entries in chains(0)) {
        prop_assert_eq!(walk(&entries, &head_of(&entries)), Ok(()));
    }

    #[test]
    fn one_changed_byte_is_found_where_it_is(
        entries in chains(1), which: Index, field in 0..FIELDS, place: Index, bit: u8,
    ) {
        let head = head_of(&entries);
        let mut entries = entries;
        let which = which.index(entries.len());
        damage(&mut entries[which], field, place, bit);
        let fault = walk(&entries, &head).unwrap_err();
        prop_assert_eq!((fault.entry, fault.sequence), (Some(entries[which].id), entries[which].sequence));
    }

    #[test]
    fn a_change_with_a_new_hash_is_found_by_what_follows(entries in chains(1), which: Index) {
        let head = head_of(&entries);
        let mut entries = entries;
        let which = which.index(entries.len());
        entries[which].event.push('x');
        entries[which].hash = hash(&entries[which]);
        let fault = walk(&entries, &head).unwrap_err();
        let expected = match entries.get(which + 1) {
            Some(next) => Fault { sequence: next.sequence, entry: Some(next.id), wrong: Wrong::Unlinked },
            None => Fault { sequence: head.sequence, entry: Some(entries[which].id), wrong: Wrong::OtherEnd },
        };
        prop_assert_eq!(fault, expected);
    }

    #[test]
    fn a_removed_entry_is_found(entries in chains(1), which: Index) {
        let head = head_of(&entries);
        let mut entries = entries;
        let which = which.index(entries.len());
        entries.remove(which);
        let fault = walk(&entries, &head).unwrap_err();
        prop_assert_eq!(fault.entry, entries.get(which).map(|next| next.id));
        let gone = i64::try_from(which).unwrap() + 1;
        let wrong = if which < entries.len() {
            Wrong::Misplaced { expected: gone }
        } else {
            Wrong::CutOff { head: head.sequence }
        };
        prop_assert_eq!(fault.wrong, wrong);
    }

    #[test]
    fn swapped_entries_are_found_even_when_they_take_each_others_numbers(
        entries in chains(2), first: Index, second: Index, renumbered: bool,
    ) {
        let head = head_of(&entries);
        let mut entries = entries;
        let (first, second) = (first.index(entries.len()), second.index(entries.len()));
        prop_assume!(first != second);
        entries.swap(first, second);
        if renumbered {
            let number = entries[first].sequence;
            entries[first].sequence = entries[second].sequence;
            entries[second].sequence = number;
        }
        let fault = walk(&entries, &head).unwrap_err();
        prop_assert_eq!(fault.entry, Some(entries[first.min(second)].id));
    }

    #[test]
    fn an_inserted_entry_is_found(entries in chains(0), new in contents(), place: Index) {
        let head = head_of(&entries);
        let mut entries = entries;
        let place = place.index(entries.len() + 1);
        let mut new = new;
        new.sequence = i64::try_from(place).unwrap() + 1;
        new.previous_hash = place.checked_sub(1).map(|before| entries[before].hash.clone()).unwrap_or_default();
        new.hash = hash(&new);
        entries.insert(place, new);
        // Also when those after it make room for it.
        for later in &mut entries[place + 1..] {
            later.sequence += 1;
        }
        prop_assert!(walk(&entries, &head).is_err());
    }

    #[test]
    fn a_cut_tail_is_found(entries in chains(1), kept: Index) {
        let head = head_of(&entries);
        let kept = kept.index(entries.len());
        let fault = walk(&entries[..kept], &head).unwrap_err();
        let first_gone = i64::try_from(kept).unwrap() + 1;
        prop_assert_eq!(fault, Fault { sequence: first_gone, entry: None, wrong: Wrong::CutOff { head: head.sequence } });
        let mut cut = Walk::default();
        entries[..kept].iter().for_each(|entry| cut.step(entry).unwrap());
        // Nor does it help to take the head away, or to leave more than it knows.
        prop_assert_eq!(cut.end(None).is_err(), kept > 0);
        prop_assert!(walk(&entries, &head_of(&entries[..kept])).is_err());
    }
}

/// Computed by another program from the description above: old entries must keep their hashes.
#[test]
fn the_hash_is_the_one_that_is_described() {
    let entry = Model {
        id: Uuid::from_u128(1),
        chain: CHAIN,
        sequence: 2,
        region_id: Some(CHAIN),
        at: DateTime::from_timestamp_micros(1_795_269_900_000_001).unwrap(),
        user_id: None,
        organisation_id: None,
        event: "gewijzigd".to_owned(),
        subject_type: "commitment".to_owned(),
        subject_id: Uuid::from_u128(3),
        changes: r#"[{"field":"title","before":"","after":"Eén hof"}]"#.to_owned(),
        previous_hash: "ab".repeat(32),
        hash: String::new(),
    };
    assert_eq!(moment_text(entry.at), "2026-11-21T14:05:00.000001Z");
    assert_eq!(hash(&entry), "74c69228438d348d63244d77961d4b283e2f34b53169abd1706e8e48ffabcd68");
}
