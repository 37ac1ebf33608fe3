//! What the ledger and the pipeline add up to, and that each number can be traced to what it was counted from.

use app::balance::data::DetailedBalance;
use app::balance::{behind, sum};
use domain::balance::{Columns, Figure, Tally, to_come};
use leptos_router::params::ParamsMap;

use super::*;

async fn detailed(request: &Request, scenario: &str) -> DetailedBalance {
    let asked = Asked { scenario: Some(scenario.to_owned()), ..Asked::default() };
    overview(request, &asked).await.unwrap().balance.unwrap()
}

/// What the balance of the region says of the measure with care.
async fn care_balance(request: &Request, scenario: &str) -> Tally {
    let balance = detailed(request, scenario).await.balance;
    let care = measure::Entity::find().filter(measure::Column::NeedsIntent.eq(true));
    let key = care.one(request.database()).await.unwrap().unwrap().key;
    balance.measures.into_iter().find(|it| it.measure.value == key).unwrap().tally
}

on_both_databases!(a_dwelling_moves_from_planned_to_reported_to_verified, async |database| {
    let cast = cast(database).await;
    let columns = async || care_balance(&cast.official, "laag").await.columns;
    let before = columns().await;
    assert_eq!((before.soft, before.reported, before.verified), (24, 0, 0));
    went_on(report(&cast.builder, &cast.report("24").await, None).await.unwrap());
    assert_eq!(columns().await, Columns { reported: 24, soft: 0, ..before });
    let reported = newest_report(database).await;
    went_on(verify(&cast.official, &cast.verdict(reported, "20", "4").await).await.unwrap());
    assert_eq!(columns().await, Columns { verified: 20, soft: 4, ..before });
    went_on(correct(&cast.builder, &cast.correction(reported, "4", UNCOUNTED).await).await.unwrap());
    // The four were to come with care, and still are.
    assert_eq!(columns().await, Columns { verified: 20, soft: 4, ..before });
    // Another scenario is another target, and the same deliveries.
    let (low, high) = (care_balance(&cast.official, "laag").await, care_balance(&cast.official, "hoog").await);
    assert_eq!(low.columns, high.columns);
    assert_ne!(low.target, high.target);
    // What a reader may not see is in no sum of theirs.
    let form = edit_page(&cast.official, cast.project).await.unwrap().form;
    let close = ProjectForm { confidentiality: "intern-ambtelijk".to_owned(), ..form };
    went_on(change(&cast.official, &close).await.unwrap());
    let stranger = request_of(database, "Huurdersraad Brinkerdam", Role::Staff).await;
    assert_eq!(care_balance(&stranger, "laag").await.columns, Columns::default());
    assert_eq!(columns().await, Columns { verified: 20, soft: 4, ..before });
});

/// Numbers that look random and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap() % end
    }
}

on_both_databases!(the_balance_is_what_a_naive_recount_says, async |database| {
    let cast = cast(database).await;
    let mut chance = Chance(7);
    for _ in 0..40 {
        let lots: Vec<Uuid> =
            lot::Entity::find().all(&database.connection).await.unwrap().iter().map(|row| row.id).collect();
        let count = (1 + chance.below(9)).to_string();
        let one = lots.get(chance.below(100) as usize % lots.len().max(1)).copied().unwrap_or_default();
        // Many of these are refused: that is part of it.
        let reply = match chance.below(4) {
            0 => report(&cast.builder, &cast.report(&count).await, None).await,
            1 => verify(&cast.official, &cast.verdict(one, &count, "").await).await,
            2 => verify(&cast.official, &cast.verdict(one, "", &count).await).await,
            _ => {
                let into = [UNCOUNTED, GONE, cast.care.as_str()][chance.below(3) as usize];
                correct(&cast.builder, &cast.correction(one, &count, into).await).await
            }
        };
        assert!(!matches!(reply, Err(AppError::Internal)), "{reply:?}");
        standing(database, cast.project).await;
    }
    let care: Uuid = cast.care.parse().unwrap();
    let lots = standing(database, cast.project).await;
    let (verified, waiting, _) = lots.get(&Some(care)).copied().unwrap_or_default();
    let (verified, waiting) = (i64::from(verified), i64::from(waiting));
    let there: i64 = lots.values().map(|(verified, waiting, _)| i64::from(verified + waiting)).sum();
    let soft = to_come(&[(24, verified + waiting)], 60 - there)[0];
    let balance = care_balance(&cast.official, "laag").await;
    assert_eq!(balance.columns, Columns { verified, reported: waiting, hard: 0, soft });
    for balance in [balance, care_balance(&cast.official, "hoog").await] {
        let left = balance.left();
        assert_eq!(left.map(|left| left + balance.columns.total()), balance.target);
    }
    let acts = delivery::Entity::find().count(&database.connection).await.unwrap();
    assert!(acts > 10, "{acts} entries are too few to say anything");
});

/// What is listed behind a number.
async fn listed(request: &Request, parts: &[(&'static str, &str)]) -> i64 {
    let query: ParamsMap = parts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let found = behind(request, &query).await.unwrap();
    assert_eq!(found.entries.iter().map(|entry| entry.count).sum::<i64>(), found.total.1, "{query:?}");
    found.total.1
}

on_both_databases!(the_list_behind_a_number_adds_up_to_it, async |database| {
    let cast = cast(database).await;
    went_on(report(&cast.builder, &cast.report("20").await, None).await.unwrap());
    let reported = newest_report(database).await;
    went_on(verify(&cast.official, &cast.verdict(reported, "15", "2").await).await.unwrap());
    let counted = [Figure::Verified, Figure::Reported, Figure::Hard, Figure::Soft];
    let DetailedBalance { balance, places, .. } = detailed(&cast.official, "laag").await;
    let mut all = Vec::new();
    for figure in counted {
        let column = ("kolom", figure.code());
        for (index, line) in balance.measures.iter().enumerate() {
            let of_measure = [("scenario", "laag"), ("soort", line.measure.value.as_str()), column];
            let shown = line.tally.figure(figure).unwrap();
            assert_eq!(listed(&cast.official, &of_measure).await, shown, "{figure:?}");
            all.push(shown);
            for place in &places {
                let of_place: Vec<_> =
                    of_measure.into_iter().chain([("gemeente", place.place.slug.as_str())]).collect();
                let shown = place.tallies[index].figure(figure).unwrap();
                assert_eq!(listed(&cast.official, &of_place).await, shown, "{figure:?} {}", place.place.slug);
            }
        }
        let together: i64 = balance.measures.iter().filter_map(|line| line.tally.figure(figure)).sum();
        assert_eq!(listed(&cast.official, &[("scenario", "laag"), column]).await, together);
    }
    all.retain(|shown| *shown != 0);
    assert_eq!(all, [15, 3, 6], "what is verified, what waits, and the four to come with the two that went back");
    // Who does not see the project sees nothing of it here, and no address makes up a number.
    let form = edit_page(&cast.official, cast.project).await.unwrap().form;
    let close = ProjectForm { confidentiality: "intern-ambtelijk".to_owned(), ..form };
    went_on(change(&cast.official, &close).await.unwrap());
    let stranger = request_of(database, "Huurdersraad Brinkerdam", Role::Staff).await;
    for figure in counted {
        assert_eq!(listed(&stranger, &[("scenario", "laag"), ("kolom", figure.code())]).await, 0);
    }
    for wrong in
        [("kolom", "doel"), ("kolom", "veel"), ("scenario", "ooit"), ("gemeente", "nergens"), ("soort", "huis")]
    {
        let query: ParamsMap = std::iter::once((wrong.0.to_owned(), wrong.1.to_owned())).collect();
        assert_eq!(behind(&stranger, &query).await.unwrap_err(), AppError::NotFound, "{wrong:?}");
    }
});

on_both_databases!(what_is_left_is_the_sum_that_the_balance_says, async |database| {
    let cast = cast(database).await;
    went_on(report(&cast.builder, &cast.report("20").await, None).await.unwrap());
    let balance = detailed(&cast.official, "laag").await.balance;
    let asked = |parts: &[(&str, &str)]| -> ParamsMap {
        parts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let of_all = sum(&cast.official, &asked(&[("scenario", "laag")]), Figure::Left).await.unwrap();
    assert_eq!((of_all.total, &of_all.balance), (balance.total, &balance));
    let line = balance.measures[0].clone();
    let of_one = asked(&[("scenario", "laag"), ("soort", line.measure.value.as_str())]);
    let of_one = sum(&cast.official, &of_one, Figure::Target).await.unwrap();
    assert_eq!((of_one.balance.measures, of_one.total), (vec![line], None));
    for wrong in [("scenario", "ooit"), ("gemeente", "nergens"), ("soort", "huis")] {
        let error = sum(&cast.official, &asked(&[wrong]), Figure::Left).await.unwrap_err();
        assert_eq!(error, AppError::NotFound, "{wrong:?}");
    }
});

on_both_databases!(a_project_of_which_all_is_there_brings_nothing_more, async |database| {
    let cast = cast(database).await;
    let soft = async || care_balance(&cast.official, "laag").await.columns.soft;
    // Of its 60 dwellings 24 come with care. That they became something else is no reason to expect them still.
    let form = ReportForm { kind: UNCOUNTED.to_owned(), ..cast.report("36").await };
    went_on(report(&cast.builder, &form, None).await.unwrap());
    assert_eq!(soft().await, 24);
    let form = ReportForm { kind: UNCOUNTED.to_owned(), ..cast.report("10").await };
    went_on(report(&cast.builder, &form, None).await.unwrap());
    assert_eq!(soft().await, 14);
    let form = ReportForm { kind: UNCOUNTED.to_owned(), ..cast.report("14").await };
    went_on(report(&cast.builder, &form, None).await.unwrap());
    assert_eq!(soft().await, 0);
});

on_both_databases!(what_comes_after_the_year_of_the_target_takes_nothing_off, async |database| {
    let cast = cast(database).await;
    let tally = async || care_balance(&cast.official, "laag").await;
    let before = tally().await;
    for planned in ["2060", ""] {
        let form = edit_page(&cast.official, cast.project).await.unwrap().form;
        went_on(change(&cast.official, &ProjectForm { planned: planned.to_owned(), ..form }).await.unwrap());
        let after = tally().await;
        assert_eq!((after.columns.soft, after.later), (0, before.columns.soft), "{planned}");
        assert_eq!(listed(&cast.official, &[("scenario", "laag"), ("kolom", "later")]).await, after.later);
    }
});

on_both_databases!(what_went_back_and_was_reported_again_is_not_there_twice, async |database| {
    let cast = cast(database).await;
    let sixty = async || ReportForm { kind: UNCOUNTED.to_owned(), ..cast.report("60").await };
    went_on(report(&cast.builder, &sixty().await, None).await.unwrap());
    let first = newest_report(database).await;
    went_on(verify(&cast.official, &cast.verdict(first, "", "60").await).await.unwrap());
    went_on(report(&cast.builder, &sixty().await, None).await.unwrap());
    let refused = rejected(correct(&cast.builder, &cast.correction(first, "60", &cast.care).await).await.unwrap());
    assert!(refused.problems[0].message.contains("120 woningen"), "{refused:?}");
    let there =
        standing(database, cast.project).await.values().map(|(verified, waiting, _)| verified + waiting).sum::<i32>();
    assert_eq!(there, 60);
    went_on(correct(&cast.builder, &cast.correction(first, "60", GONE).await).await.unwrap());
});
