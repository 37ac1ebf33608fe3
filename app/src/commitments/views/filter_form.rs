//! The filter of the list. Without JavaScript a form with a button; with it, every choice filters at once.

use std::time::Duration;

use domain::coded_enum;
use domain::commitments::LifeCycle;
use domain::progress::Standing;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::super::data::{FilterOptions, Named};
use super::super::filter::{DueFilter, Filter, LeadFilter, OriginFilter, REGIONAL_AGENDA, ReplyFilter, Sort};

/// Long enough that a word is typed in one go, short enough to feel at once.
const TYPING_PAUSE: Duration = Duration::from_millis(250);

coded_enum! {
    /// The labels of the filter's parts, under their names in the address.
    Part {
        Municipality = "gemeente", "Gemeente";
        Party = "partij", "Partij";
        Challenge = "opgave", "Opgave";
        LifeCycle = "status", "Status";
        Progress = "voortgang", "Voortgang";
        Due = "termijn", "Gereed";
        Years = "jaren", "Gereed in de jaren";
        Lead = "trekker", "Trekker";
        Reply = "bevestiging", "Bevestiging";
        Origin = "bron", "Herkomst";
        SuccessFactor = "succesfactor", "Succesfactor";
        Document = "document", "Volgt uit";
        Search = "zoek", "Zoeken";
        Sort = "sorteer", "Volgorde";
    }
}

/// What can be chosen for a part.
pub fn choices(part: Part, options: &FilterOptions) -> Vec<Named> {
    let named = |value: &str, name: &str| Named { value: value.to_owned(), name: name.to_owned() };
    match part {
        Part::Municipality => {
            let regional = named(REGIONAL_AGENDA, "Regionale agenda");
            std::iter::once(regional).chain(options.municipalities.iter().cloned()).collect()
        }
        Part::Party => options.organisations.clone(),
        Part::Challenge => {
            let label = |number: &str, title: &str| format!("{number} {title}");
            options.challenges.iter().map(|it| named(&it.number, &label(&it.number, &it.title))).collect()
        }
        Part::LifeCycle => LifeCycle::ALL.iter().map(|it| named(it.code(), it.label())).collect(),
        Part::Progress => Standing::ALL.iter().map(|it| named(it.code(), it.label())).collect(),
        Part::Due => DueFilter::ALL.iter().map(|it| named(it.code(), it.label())).collect(),
        Part::Years => options.years.iter().map(|it| named(&it.to_string(), &it.label())).collect(),
        Part::Lead => LeadFilter::ALL.iter().map(|it| named(it.code(), it.label())).collect(),
        Part::Reply => ReplyFilter::ALL.iter().map(|it| named(it.code(), it.label())).collect(),
        Part::Origin => OriginFilter::ALL.iter().map(|it| named(it.code(), it.label())).collect(),
        Part::SuccessFactor => options.success_factors.clone(),
        Part::Document => options.documents.clone(),
        Part::Sort => Sort::ALL.iter().map(|it| named(it.code(), it.label())).collect(),
        Part::Search => vec![],
    }
}

/// The value of a part in a filter; empty when it filters nothing.
fn value(filter: &Filter, part: Part) -> String {
    let found = filter.pairs().into_iter().find(|(name, _)| *name == part.code());
    found.map(|(_, value)| value).unwrap_or_default()
}

#[component]
pub fn FilterForm(filter: Memo<Filter>, options: FilterOptions) -> impl IntoView {
    let navigate = use_navigate();
    let go = Callback::new(move |(name, value): (&'static str, String)| {
        let next = filter.get_untracked().with(name, &value);
        if next != filter.get_untracked() {
            // Typing on is one step back, every other choice a step of its own, and so is beginning to type.
            let replace = name == Part::Search.code() && !filter.get_untracked().search.is_empty();
            let in_place = NavigateOptions { replace, scroll: false, ..Default::default() };
            navigate(&next.address(), in_place);
        }
    });
    let search = NodeRef::<html::Input>::new();
    let pause = StoredValue::new(None::<TimeoutHandle>);
    let searched = StoredValue::new(filter.get_untracked().search);
    let search_now = move || {
        if let Some(input) = search.get_untracked() {
            searched.set_value(input.value());
            go.run((Part::Search.code(), input.value()));
        }
    };
    let on_typing = Callback::new(move |()| {
        if let Some(waiting) = pause.get_value() {
            waiting.clear();
        }
        pause.set_value(set_timeout_with_handle(search_now, TYPING_PAUSE).ok());
    });
    // Whoever goes to another page while a search waits must not be called back.
    on_cleanup(move || {
        if let Some(waiting) = pause.try_get_value().flatten() {
            waiting.clear();
        }
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        search_now();
    };
    // How it is sorted concerns everybody, and most filters only some.
    let parts = Part::ALL.iter().copied().filter(|part| !matches!(part, Part::Search | Part::Sort));
    let selects = std::iter::once(Part::Sort)
        .chain(parts)
        .map(|part| view! { <FilterSelect part=part choices=choices(part, &options) filter=filter go=go/> })
        .collect_view();
    view! {
        <details class="wza-filter">
            <summary class="wza-filter__toggle">"Filteren"</summary>
            <form
                class="wza-filter__form"
                method="get"
                action="/afspraken"
                role="search"
                aria-label="Afspraken filteren"
                // After going back it shows the filter of the address, not what was chosen later.
                autocomplete="off"
                on:submit=on_submit
            >
                <SearchField filter=filter input=search searched=searched on_typing=on_typing/>
                {selects}
                <div class="wza-actions">
                    <button class="nl-button nl-button--primary" type="submit">"Filteren"</button>
                    <a class="nl-button nl-button--subtle" href="/afspraken">"Wissen"</a>
                </div>
            </form>
        </details>
    }
}

#[component]
fn SearchField(
    filter: Memo<Filter>,
    input: NodeRef<html::Input>,
    /// What was searched for from here.
    searched: StoredValue<String>,
    on_typing: Callback<()>,
) -> impl IntoView {
    // Going back, or dropping the filter, changes the field; but the answer to one's own search never does, because by then
    // one may have typed on.
    let search = Memo::new(move |_| filter.get().search);
    Effect::new(move |_| {
        let text = search.get();
        if let Some(input) = input.get_untracked()
            && searched.with_value(|searched| searched.trim() != text.trim())
        {
            searched.set_value(text.clone());
            input.set_value(&text);
        }
    });
    view! {
        <div class="utrecht-form-field">
            <label class="utrecht-form-label" for="zoek">"Zoeken"</label>
            <input
                class="utrecht-textbox utrecht-textbox--html-input"
                id="zoek"
                name="zoek"
                type="search"
                autocomplete="off"
                node_ref=input
                value=filter.get_untracked().search
                on:input=move |_| on_typing.run(())
            />
        </div>
    }
}

#[component]
fn FilterSelect(
    part: Part,
    choices: Vec<Named>,
    filter: Memo<Filter>,
    go: Callback<(&'static str, String)>,
) -> impl IntoView {
    let name = part.code();
    let values: Vec<String> = choices.iter().map(|choice| choice.value.clone()).collect();
    // What the address names and there is not, is not chosen either.
    let chosen_in =
        move |filter: &Filter| Some(value(filter, part)).filter(|value| values.contains(value)).unwrap_or_default();
    let chosen = chosen_in(&filter.get_untracked());
    let options = choices
        .into_iter()
        // The order has a default; the others begin with "everything".
        .filter(|choice| part != Part::Sort || choice.value != Sort::Number.code())
        .map(|choice| {
            let selected = choice.value == chosen;
            view! { <option value=choice.value selected=selected>{choice.name}</option> }
        })
        .collect_view();
    let everything = if part == Part::Sort { Sort::Number.label() } else { "Alle" };
    view! {
        <div class="utrecht-form-field">
            <label class="utrecht-form-label" for=name>{part.label()}</label>
            <select
                class="utrecht-select utrecht-select--html-select"
                id=name
                name=name
                prop:value=move || chosen_in(&filter.get())
                on:change=move |event| go.run((name, event_target_value(&event)))
            >
                <option value="">{everything}</option>
                {options}
            </select>
        </div>
    }
}

/// What a filter does, part by part: `Gemeente: Enschede`. What names nothing is there as it stands in the address.
pub fn in_words(filter: &Filter, options: &FilterOptions) -> Vec<(Part, String)> {
    let words = |(name, value): (&str, String)| {
        let part = name.parse::<Part>().ok()?;
        let known = choices(part, options).into_iter().find(|choice| choice.value == value);
        Some((part, format!("{}: {}", part.label(), known.map_or(value, |choice| choice.name))))
    };
    filter.pairs().into_iter().filter_map(words).collect()
}

/// What is filtered on, each with a way to drop it.
#[component]
pub fn Chips(filter: Filter, options: FilterOptions) -> impl IntoView {
    let chip = |(part, text): (Part, String)| {
        let without = filter.without(part.code()).address();
        view! {
            <li>
                <a class="wza-chip" href=without>
                    <span class="wza-visually-hidden">"Verwijder filter: "</span>
                    {text}
                </a>
            </li>
        }
    };
    let words = in_words(&filter, &options).into_iter().filter(|(part, _)| *part != Part::Sort);
    let chips = words.map(chip).collect::<Vec<_>>();
    (!chips.is_empty()).then(|| view! { <ul class="wza-chips" aria-label="Actieve filters">{chips}</ul> })
}
