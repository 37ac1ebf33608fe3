//! How it goes: the light, its three parts, and the reasons.

use domain::progress::Standing;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::KeepProgress;
use super::super::data::{ProgressLine, Row};
use crate::ui::form::field_name;
use crate::ui::{Form, Light, SubmitButton, paragraphs};

#[component]
pub fn ProgressCard(
    row: Row,
    latest: Option<ProgressLine>,
    /// Whether this person may say that nothing changed.
    may_keep: bool,
    changed: Callback<()>,
) -> impl IntoView {
    let class = match row.progress {
        Standing::Green => "wza-progress wza-progress--green",
        Standing::Amber => "wza-progress wza-progress--amber",
        Standing::Red => "wza-progress wza-progress--red",
        Standing::Stale | Standing::None | Standing::Closed => "wza-progress wza-progress--none",
    };
    let keep = latest.as_ref().filter(|_| may_keep).map(|latest| latest.id.to_string()).map(|seen| {
        view! {
            <Form path=format!("/afspraken/{}/geen-wijziging", row.id) endpoint=KeepProgress::PATH on_done=changed>
                <input type="hidden" name=field_name("id") value=row.id.to_string()/>
                <input type="hidden" name=field_name("seen") value=seen/>
                <SubmitButton label="Geen wijziging" secondary=true/>
            </Form>
        }
    });
    view! {
        <section class=class aria-labelledby="voortgang">
            <div class="wza-progress__header">
                <h2 id="voortgang">"Voortgang"</h2>
                <Light standing=row.progress stale=row.stale/>
            </div>
            {latest.map(|latest| view! { <Report latest=latest/> })}
            {keep}
        </section>
    }
}

/// What was reported last.
#[component]
pub fn Report(latest: ProgressLine) -> impl IntoView {
    let by = if latest.by.is_empty() { String::new() } else { format!(" door {}", latest.by) };
    let unchanged = if latest.unchanged { ": geen wijziging" } else { "" };
    let aspects = [("Inhoud", latest.content), ("Planning", latest.planning), ("Geld", latest.money)];
    let aspects = aspects.map(|(name, light)| (name, view! { {light.colour()} }.into_any()));
    let texts = [
        ("Verwacht gereed", latest.expected),
        ("Oorzaak", latest.cause),
        ("Gevolg", latest.effect),
        ("Bijsturing", latest.correction),
        ("Toelichting", latest.note),
    ];
    let texts = texts.into_iter().filter_map(|(name, text)| Some((name, paragraphs(&text?).into_any())));
    let items: Vec<_> = aspects
        .into_iter()
        .chain(texts)
        .map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> })
        .collect();
    view! {
        <p class="wza-muted">
            "Bijgewerkt op " <time datetime=latest.at.iso>{latest.at.label}</time> {by} {unchanged}
        </p>
        <dl class="wza-progress__reasons">{items}</dl>
    }
}
