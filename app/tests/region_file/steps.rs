//! Milestones and waits of commitments.

use app::regions::file::parse;
use domain::Period;

use crate::{SMALL, mistakes_in};

/// The keys of the first of two commitments of a region's agenda; they stand from the fourth line.
fn first(lines: &str) -> String {
    let second = "[[commitment]]\nnumber = \"2\"\ntitle = \"Tweede\"\ndue = \"2027\"\nwaits_for = []";
    format!("[[commitment]]\nnumber = \"1\"\ntitle = \"Eerste\"\n{lines}\n{second}\n")
}

#[test]
fn both_are_read() {
    let lines = "due = \"2027\"
milestones = [{ title = \"Stap\", due = \"2027-Q1\", done_on = \"2026-10-12\" }]
waits_for = [{ commitment = \"2\", reason = \"Eerst dat\", since = \"2026-10-12\" }]";
    let file = parse(&format!("{SMALL}{}", first(lines))).unwrap();
    let entry = &file.commitments[0];
    let milestone = &entry.milestones[0].value.0;
    assert_eq!((milestone.title.as_str(), milestone.due), ("Stap", Period::Quarter { year: 2027, quarter: 1 }));
    assert_eq!(entry.waits_for[0].value.wait.reason, "Eerst dat");
}

#[test]
fn a_milestone_ends_within_its_commitment() {
    let wrong = |milestone: &str| mistakes_in(&first(&format!("due = \"2027-Q3\"\nmilestones = [{{ {milestone} }}]")));
    assert_eq!(wrong("title = \"Stap\", due = \"2027-Q3\""), "");
    assert_eq!(wrong("title = \"Stap\", due = \"2027\""), "5: the milestone ends after its commitment does");
    assert_eq!(wrong("title = \"Stap\", due = \"every year\""), "5: a milestone cannot recur");
    assert_eq!(wrong("title = \"Stap\""), "5: missing key \"due\" in a milestone of [[commitment]]");
}

#[test]
fn commitments_do_not_wait_in_a_circle() {
    let wrong = |what: &str| {
        mistakes_in(&first(&format!("waits_for = [{{ {what}, reason = \"Eerst dat\", since = \"2026-10-12\" }}]")))
    };
    assert_eq!(wrong("commitment = \"2\""), "");
    assert_eq!(wrong("commitment = \"1\""), "4: a commitment cannot wait for itself");
    assert_eq!(wrong("commitment = \"3\""), "4: unknown commitment \"3\" in the same agenda");
    assert_eq!(wrong("organisation = \"Niemand\""), "4: unknown organisation \"Niemand\"");
    assert_eq!(
        wrong("commitment = \"2\", organisation = \"Niemand\""),
        "4: \"reason\" in a wait of [[commitment]] stands beside either a commitment or an organisation"
    );
    let both = first("waits_for = [{ commitment = \"2\", reason = \"Eerst dat\", since = \"2026-10-12\" }]")
        .replace("waits_for = []", "waits_for = [{ commitment = \"1\", reason = \"En dit\", since = \"2026-10-12\" }]");
    assert_eq!(mistakes_in(&both), "9: these commitments would wait for each other");
}
