//! Bottlenecks in a region file.

use app::regions::file::parse_with_users;
use domain::bottlenecks::Level;

use crate::{DEMO, TWENTE, commitment, mistakes_in};

#[test]
fn the_demo_has_one_that_blocks_a_project_and_one_that_was_taken_to_the_bo() {
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    let [of_project, entry] = file.bottlenecks.as_slice() else { panic!("{:?}", file.bottlenecks) };
    assert_eq!((of_project.blocks.len(), of_project.blocks_projects.len(), of_project.example), (0, 1, true));
    assert_eq!((entry.title.value.as_str(), entry.example, entry.blocks.len()), ("Netcongestie", true, 3));
    let steps = entry.steps().unwrap();
    let levels: Vec<Level> = steps.iter().map(|step| step.leads_to.level).collect();
    assert_eq!(levels, [Level::Officials, Level::Executives]);
}

/// A success factor, a commitment of the region, and a bottleneck with these keys, which begin on line 15.
fn with_bottleneck(keys: &str) -> String {
    let factor = "[[success_factor]]\nname = \"Grond\"\norigin = \"woondeal\"\nsource = \"pact\"\n";
    let always = "success_factor = \"Grond\"\nowner = \"Noordwonen\"\naction = \"Praten\"\nacting = \"Gemeente Noord\"";
    let commitment = commitment("challenges = [\"1\"]");
    format!("{factor}{commitment}[[bottleneck]]\ntitle = \"Geen grond\"\n{always}\n{keys}\n")
}

#[test]
fn what_it_refers_to_exists_and_its_levels_go_up() {
    let wrong = |keys: &str| mistakes_in(&with_bottleneck(keys));
    assert_eq!(wrong("blocks = [\"1\"]"), "");
    assert_eq!(
        wrong("blocks = [\"1\", \"1\"]"),
        "15: the commitment \"1\" in the agenda of the region is already on line 41"
    );
    assert_eq!(wrong("blocks = [\"9\"]"), "15: unknown commitment \"9\" in the agenda of the region");
    assert_eq!(
        wrong("blocks = [{ municipality = \"GM0001\", number = \"1\" }]"),
        "15: unknown commitment \"1\" in the agenda of GM0001"
    );
    assert_eq!(
        wrong("blocks = [3]"),
        "15: each element of \"blocks\" in [[bottleneck]] must be the number of a commitment of the region, or \
         { municipality = \"GM…\", number = \"…\" }"
    );
    assert_eq!(wrong("blocks_projects = [\"Hof\"]"), "15: unknown project \"Hof\"");
    let project = "[[project]]\nname = \"Hof\"\nmunicipality = \"GM0001\"\nconfidentiality = \"openbaar\"\n\
                   status = \"actief\"\ndwellings = 6\n";
    let with_project = |keys: &str| mistakes_in(&format!("{}{project}", with_bottleneck(keys)));
    assert_eq!(with_project("blocks_projects = [\"Hof\"]"), "");
    assert!(with_project("blocks_projects = [\"Hof\", \"Hof\"]").contains("project \"Hof\" is already on line"));
    let bo = "{ to = \"bo\", on = \"2026-09-01\", reason = \"Vol\" }";
    assert_eq!(wrong(&format!("escalations = [{bo}]")), "");
    assert_eq!(wrong(&format!("escalations = [{bo}, {bo}]")), "15: each escalation goes higher than the one before");
    assert_eq!(
        wrong("escalations = [{ to = \"hoog\", on = \"2026-09-01\", reason = \"Vol\" }]"),
        "15: \"to\" in an escalation of [[bottleneck]] must be \"lokaal\", \"ao\", \"bo\", \"versnellingstafel\" or \"rijk\""
    );
    assert_eq!(
        wrong("owner_function = \"\""),
        "15: \"owner_function\" in [[bottleneck]] must be text that is not empty; leave the key out for what is not known"
    );
    let unknown =
        with_bottleneck("").replace("\"Grond\"\nowner", "\"Gron\"\nowner").replace("Gemeente Noord", "Gemeente West");
    assert!(mistakes_in(&unknown).contains("unknown success factor \"Gron\"; did you mean \"Grond\"?"));
    assert!(mistakes_in(&unknown).contains("unknown organisation \"Gemeente West\""));
}
