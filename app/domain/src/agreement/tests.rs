use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::Period;
use crate::commitments::{Content, Kind, Party, PartyRef, PartyRole};

const DOMIJN: u128 = 1;
const LIBEREIN: u128 = 2;

fn organisation(number: u128) -> OrganisationId {
    Uuid::from_u128(number).into()
}

fn parties(numbers: &[u128]) -> BTreeSet<OrganisationId> {
    numbers.iter().map(|number| organisation(*number)).collect()
}

fn answer(reply: Reply) -> Answer {
    let text = (reply != Reply::Confirmed).then(|| "goedkeuring RvC".to_owned());
    Answer { reply, text, lifted: false }
}

fn proposed() -> Agreement {
    let mut agreement = Agreement::draft();
    agreement.propose(parties(&[DOMIJN, LIBEREIN])).unwrap();
    agreement
}

fn ratified() -> Agreement {
    let mut agreement = proposed();
    assert_eq!(agreement.answer(organisation(DOMIJN), 1, answer(Reply::Confirmed)), Ok(false));
    assert_eq!(agreement.answer(organisation(LIBEREIN), 1, answer(Reply::Confirmed)), Ok(true));
    agreement
}

#[test]
fn a_reservation_holds_it_back_until_it_is_lifted() {
    let mut agreement = proposed();
    assert_eq!(agreement.answer(organisation(LIBEREIN), 1, answer(Reply::Reserved)), Ok(false));
    assert_eq!(agreement.answer(organisation(DOMIJN), 1, answer(Reply::Confirmed)), Ok(false));
    assert_eq!(agreement.life_cycle, LifeCycle::Proposed);
    assert_eq!(agreement.lift(organisation(DOMIJN), 1), Err(Refusal::NoReservation));
    assert_eq!(agreement.lift(organisation(LIBEREIN), 1), Ok(true));
    assert_eq!((agreement.life_cycle, agreement.in_force), (LifeCycle::Ratified, Some(1)));
}

#[test]
fn who_declined_may_still_say_yes() {
    let mut agreement = proposed();
    assert_eq!(agreement.answer(organisation(DOMIJN), 1, answer(Reply::Declined)), Ok(false));
    assert_eq!(agreement.answer(organisation(LIBEREIN), 1, answer(Reply::Confirmed)), Ok(false));
    assert_eq!(agreement.answer(organisation(DOMIJN), 1, answer(Reply::Confirmed)), Ok(true));
}

#[test]
fn a_wrong_an_old_and_a_second_answer_are_refused() {
    let mut agreement = proposed();
    assert_eq!(agreement.answer(organisation(9), 1, answer(Reply::Confirmed)), Err(Refusal::NotAsked));
    agreement.ask_again(parties(&[DOMIJN, LIBEREIN])).unwrap();
    assert_eq!(agreement.answer(organisation(DOMIJN), 1, answer(Reply::Confirmed)), Err(Refusal::OtherVersion));
    assert_eq!(agreement.answer(organisation(DOMIJN), 2, answer(Reply::Confirmed)), Ok(false));
    assert_eq!(agreement.answer(organisation(DOMIJN), 2, answer(Reply::Confirmed)), Err(Refusal::AlreadyAnswered));
}

#[test]
fn a_new_version_asks_everybody_and_the_old_one_stays_in_force() {
    let mut agreement = ratified();
    agreement.ask_again(parties(&[DOMIJN, LIBEREIN])).unwrap();
    assert_eq!((agreement.life_cycle, agreement.in_force), (LifeCycle::Ratified, Some(1)));
    assert!(agreement.asking.as_ref().unwrap().answers.values().all(Option::is_none));
    assert_eq!(agreement.complete(), Err(Refusal::StillAsking));
    agreement.withdraw().unwrap();
    assert_eq!((agreement.in_force, &agreement.asking), (Some(1), &None));
    assert_eq!(agreement.withdraw(), Err(Refusal::NothingAsked));
    assert_eq!(agreement.complete(), Ok(()));
    assert_eq!(agreement.lapse(), Err(Refusal::Closed));
    assert_eq!(agreement.reopen(), Ok(()));
    agreement.lapse().unwrap();
    assert_eq!(agreement.reopen(), Err(Refusal::NotCompleted));
}

#[test]
fn only_what_nobody_was_asked_about_can_go() {
    assert_eq!(Agreement::draft().remove(), Ok(()));
    assert_eq!(proposed().remove(), Err(Refusal::NotRemovable));
    assert_eq!(ratified().remove(), Err(Refusal::NotRemovable));
}

#[test]
fn reservation_and_refusal_say_why() {
    assert_eq!(Answer { reply: Reply::Confirmed, text: None, lifted: false }.problems(), vec![]);
    for reply in [Reply::Reserved, Reply::Declined] {
        for nothing in ["  ", ".", "\u{200b}"] {
            let silent = Answer { reply, text: Some(nothing.to_owned()), lifted: false };
            assert_eq!(silent.problems()[0].field, "text");
        }
        assert_eq!(answer(reply).problems(), vec![]);
    }
}

fn content() -> Content {
    let party = |number, role| Party {
        who: PartyRef::Organisation(organisation(number)),
        role,
        function: None,
        contribution: None,
    };
    Content {
        title: "24 zorggeschikte woningen".to_owned(),
        description: None,
        kind: None,
        parties: vec![party(DOMIJN, PartyRole::Lead), party(LIBEREIN, PartyRole::Partner)],
        start: None,
        due: Some(Period::Quarter { year: 2027, quarter: 3 }),
        place: None,
        challenges: BTreeSet::new(),
        target_groups: BTreeSet::new(),
        dwellings: BTreeMap::new(),
        success_factors: BTreeSet::new(),
        documents: BTreeSet::new(),
    }
}

#[test]
fn what_binds_asks_again_and_a_correction_does_not() {
    let (agreement, now) = (ratified(), content());
    let effect = |after: &Content, correction| agreement.effect_of_change(Some(&now), &now, after, correction);
    let later = Content { due: Some(Period::Quarter { year: 2028, quarter: 1 }), ..now.clone() };
    assert_eq!(effect(&later, true), Effect::AsksParties);
    let mut fewer = now.clone();
    fewer.parties.pop();
    assert_eq!(effect(&fewer, true), Effect::AsksParties);
    let renamed = Content { title: "Vierentwintig zorggeschikte woningen".to_owned(), ..now.clone() };
    assert_eq!((effect(&renamed, false), effect(&renamed, true)), (Effect::AsksParties, Effect::Saved));
    let linked = Content { challenges: BTreeSet::from([Uuid::from_u128(5).into()]), ..now.clone() };
    assert_eq!(effect(&linked, false), Effect::Saved);
    assert_eq!(Agreement::draft().effect_of_change(None, &now, &later, false), Effect::Saved);
}

#[test]
fn what_says_something_else_is_no_correction() {
    let (agreement, now) = (ratified(), content());
    let effect = |title: &str, description: Option<&str>| {
        let after = Content { title: title.to_owned(), description: description.map(str::to_owned), ..now.clone() };
        agreement.effect_of_change(Some(&now), &now, &after, true)
    };
    for (title, description) in [
        ("240 zorggeschikte woningen", None),
        ("24 zorggeschikte woningen", Some("Gereed in 2031.")),
        ("Woningen", Some("Of toch 4?")),
        ("Zorggeschikte woningen", None),
        ("Geen 24 zorggeschikte woningen", None),
        ("Twintig 24 zorggeschikte woningen", None),
        ("24 zorggeschikte woningen", Some("Wij leveren minder dan u denkt.")),
        ("Onderzoek naar 24 woningen voor wie dat wil", None),
    ] {
        assert_eq!(effect(title, description), Effect::AsksParties, "{title} {description:?}");
    }
    for (title, description) in [
        ("24 zorgwoningen", None),
        ("24 zorggeschikte woningen.", None),
        ("De 24 zorggeschikte woningen", None),
        ("Vierentwintig zorggeschikte woningen", None),
    ] {
        assert_eq!(effect(title, description), Effect::Saved, "{title} {description:?}");
    }
}

#[test]
fn changing_it_back_takes_the_change_back() {
    let (mut agreement, now) = (ratified(), content());
    let later = Content { due: Some(Period::Year(2029)), ..now.clone() };
    agreement.ask_again(parties(&[DOMIJN, LIBEREIN])).unwrap();
    assert_eq!(agreement.effect_of_change(Some(&now), &later, &now, false), Effect::Withdraws);
}

#[derive(Clone, Debug)]
enum Step {
    Propose(BTreeSet<OrganisationId>),
    AskAgain(BTreeSet<OrganisationId>),
    Answer(u128, i32, Reply),
    AnswerAsked(usize, Reply),
    LiftAsked(usize),
    Withdraw,
    Complete,
    Reopen,
    Lapse,
}

/// Mostly what fits where things stand, so that much is reached; and sometimes what does not.
fn step() -> impl Strategy<Value = Step> {
    let some = || proptest::collection::btree_set((1..4_u128).prop_map(organisation), 0..3);
    let reply = || prop_oneof![3 => Just(Reply::Confirmed), 1 => Just(Reply::Reserved), 1 => Just(Reply::Declined)];
    prop_oneof![
        2 => some().prop_map(Step::Propose),
        2 => some().prop_map(Step::AskAgain),
        2 => (1..4_u128, 1..6_i32, reply()).prop_map(|(party, version, reply)| Step::Answer(party, version, reply)),
        16 => (any::<usize>(), reply()).prop_map(|(party, reply)| Step::AnswerAsked(party, reply)),
        4 => any::<usize>().prop_map(Step::LiftAsked),
        2 => Just(Step::Withdraw),
        1 => Just(Step::Complete),
        1 => Just(Step::Reopen),
        1 => Just(Step::Lapse),
    ]
}

/// One of the parties that are asked, and the version that lies with them.
fn asked_one(agreement: &Agreement, number: usize) -> (OrganisationId, i32) {
    let asking = agreement.asking.as_ref();
    let parties: Vec<OrganisationId> = asking.iter().flat_map(|asking| asking.answers.keys().copied()).collect();
    let party = parties.get(number % parties.len().max(1)).copied();
    (party.unwrap_or(organisation(1)), asking.map_or(0, |asking| asking.version))
}

fn take(agreement: &mut Agreement, step: Step) -> Result<(), Refusal> {
    match step {
        Step::Propose(parties) => agreement.propose(parties),
        Step::AskAgain(parties) => agreement.ask_again(parties),
        Step::Answer(party, version, reply) => {
            agreement.answer(organisation(party), version, answer(reply)).map(|_| ())
        }
        Step::AnswerAsked(number, reply) => {
            let (party, version) = asked_one(agreement, number);
            agreement.answer(party, version, answer(reply)).map(|_| ())
        }
        Step::LiftAsked(number) => {
            let (party, version) = asked_one(agreement, number);
            agreement.lift(party, version).map(|_| ())
        }
        Step::Withdraw => agreement.withdraw(),
        Step::Complete => agreement.complete(),
        Step::Reopen => agreement.reopen(),
        Step::Lapse => agreement.lapse(),
    }
}

/// The steps reach what they are to guard.
#[test]
fn the_steps_that_are_tried_ratify_and_ratify_again() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut once, mut again, mut withdrawn) = (0, 0, 0);
    for _ in 0..256 {
        let steps = proptest::collection::vec(step(), 0..80).new_tree(&mut runner).unwrap().current();
        let mut agreement = Agreement::draft();
        let mut ratified = 0;
        for step in steps {
            let (before, withdraws) = (agreement.in_force, matches!(step, Step::Withdraw));
            let taken = take(&mut agreement, step).is_ok();
            ratified += usize::from(agreement.in_force != before);
            withdrawn += usize::from(taken && withdraws);
        }
        once += usize::from(ratified > 0);
        again += usize::from(ratified > 1);
    }
    assert!(once > 60 && again > 10 && withdrawn > 5, "{once} {again} {withdrawn}");
}

proptest! {
    #[test]
    fn no_sequence_of_steps_reaches_what_the_rules_forbid(steps in proptest::collection::vec(step(), 0..80)) {
        let mut agreement = Agreement::draft();
        for step in steps {
            let before = agreement.clone();
            if take(&mut agreement, step).is_err() {
                prop_assert_eq!(&agreement, &before, "a refused step changes nothing");
                continue;
            }
            let asked = agreement.asking.as_ref();
            prop_assert!(agreement.newest >= before.newest);
            prop_assert!(agreement.remove().is_err(), "what was ever asked is not removed");
            prop_assert!(agreement.in_force >= before.in_force, "what was ratified is never undone");
            prop_assert!(agreement.life_cycle != LifeCycle::Draft, "nothing becomes a concept again");
            prop_assert!(before.life_cycle != LifeCycle::Lapsed, "what lapsed stays so");
            prop_assert_eq!(agreement.life_cycle == LifeCycle::Proposed, agreement.in_force.is_none() && asked.is_some());
            prop_assert!(asked.is_none_or(|asking| asking.version == agreement.newest && !asking.all_confirmed()));
            prop_assert!(asked.is_none() || agreement.life_cycle.is_open());
            if agreement.in_force != before.in_force {
                let confirmed = before.asking.as_ref().map(|asking| asking.version);
                prop_assert_eq!(agreement.in_force, confirmed, "only what was asked is ratified");
            }
            if agreement.life_cycle == LifeCycle::Completed {
                prop_assert!(agreement.in_force.is_some());
            }
        }
    }

    #[test]
    fn a_change_is_of_the_terms_when_anything_but_words_and_links_differs(before in any_content(), after in any_content()) {
        let wording = before.title != after.title || before.description != after.description;
        let links = before.challenges != after.challenges
            || before.target_groups != after.target_groups
            || before.success_factors != after.success_factors
            || before.documents != after.documents;
        let terms = before.parties != after.parties
            || before.kind != after.kind
            || before.start != after.start
            || before.due != after.due
            || before.place != after.place
            || before.dwellings != after.dwellings;
        let expected = match (terms, wording, links) {
            (true, _, _) => Nature::Terms,
            (false, true, _) => Nature::Wording,
            (false, false, true) => Nature::Links,
            (false, false, false) => Nature::Nothing,
        };
        prop_assert_eq!(nature(&before, &after), expected);
    }

    #[test]
    fn a_version_is_read_as_it_was_kept(content in any_content()) {
        let kept = serde_json::to_string(&content).unwrap();
        prop_assert_eq!(serde_json::from_str::<Content>(&kept).unwrap(), content);
    }
}

/// Of each part only two values, so that two of these often share most of them.
fn any_content() -> impl Strategy<Value = Content> {
    let links = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let terms = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), 0..3_u32);
    (any::<bool>(), any::<bool>(), links, terms).prop_map(|(title, description, links, terms)| {
        fn one<T: From<Uuid> + Ord>(there: bool) -> BTreeSet<T> {
            there.then(|| Uuid::from_u128(7).into()).into_iter().collect()
        }
        let mut content = content();
        content.title = if title { "Woningen" } else { "Huizen" }.to_owned();
        content.description = description.then(|| "In fasen".to_owned());
        (content.challenges, content.target_groups) = (one(links.0), one(links.1));
        (content.success_factors, content.documents) = (one(links.2), one(links.3));
        content.kind = terms.0.then_some(Kind::Result);
        content.start = terms.1.then_some(Period::Year(2026));
        content.due = terms.2.then_some(Period::Year(2028));
        content.place = terms.3.then(|| "Centrum".to_owned());
        if terms.4 {
            content.parties.pop();
        }
        content.dwellings = (terms.5 > 0).then(|| (Uuid::from_u128(8).into(), terms.5)).into_iter().collect();
        content
    })
}

#[test]
fn dwellings_bind_and_what_it_follows_from_does_not() {
    let (agreement, now) = (ratified(), content());
    let effect = |after: &Content| agreement.effect_of_change(Some(&now), &now, after, true);
    let counted = Content { dwellings: BTreeMap::from([(Uuid::from_u128(1).into(), 24)]), ..now.clone() };
    assert_eq!(effect(&counted), Effect::AsksParties);
    let factor = Content { success_factors: BTreeSet::from([Uuid::from_u128(1).into()]), ..now.clone() };
    let document = Content { documents: BTreeSet::from([Uuid::from_u128(1).into()]), ..now.clone() };
    assert_eq!((effect(&factor), effect(&document)), (Effect::Saved, Effect::Saved));
}

#[test]
fn a_version_of_before_there_were_dwellings_is_read() {
    let mut kept = serde_json::to_value(content()).unwrap();
    for part in ["dwellings", "success_factors", "documents"] {
        kept.as_object_mut().unwrap().remove(part);
    }
    assert_eq!(serde_json::from_value::<Content>(kept).unwrap(), content());
}
