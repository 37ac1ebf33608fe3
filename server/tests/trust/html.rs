//! Pages as a browser reads them: elements, attributes, texts and forms.

use std::collections::BTreeMap;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

#[derive(Debug)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// What stands directly behind its tag.
    pub text: String,
}

impl Element {
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }
}

/// A page, flat: its elements in their order.
#[derive(Debug)]
pub struct Page {
    pub elements: Vec<Element>,
    /// All texts, outside of scripts.
    pub text: String,
}

impl Page {
    pub fn read(html: &str) -> Self {
        let mut emitter = DefaultEmitter::default();
        // Texts in `<script>`, `<title>` and `<textarea>` have rules of their own.
        emitter.naively_switch_states(true);
        let mut page = Self { elements: Vec::new(), text: String::new() };
        let mut open = String::new();
        for token in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Ok(Token::StartTag(tag)) => {
                    open = text_of(&tag.name);
                    let attributes = tag.attributes.iter().map(|(name, value)| (text_of(name), text_of(&value.value)));
                    let attributes = attributes.collect();
                    page.elements.push(Element { name: open.clone(), attributes, text: String::new() });
                }
                Ok(Token::String(text)) => {
                    let text = text_of(&text.value);
                    if open != "script" {
                        page.text.push_str(&text);
                    }
                    if let Some(element) = page.elements.last_mut().filter(|element| element.name == open) {
                        element.text.push_str(&text);
                    }
                }
                Ok(Token::EndTag(tag)) => {
                    // The next paragraph begins on a line of its own.
                    if tag.name.as_slice() == b"p" {
                        page.text.push('\n');
                    }
                    open = String::new();
                }
                _ => {}
            }
        }
        page
    }

    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// The form that is posted to this address, whatever its query.
    pub fn form(&self, path: &str) -> Option<Vec<Field>> {
        let posts_here = |element: &Element| {
            let action = element.get("action").unwrap_or_default();
            element.name == "form"
                && element.get("method") == Some("post")
                && without_query(action) == without_query(path)
        };
        let begin = self.elements.iter().position(posts_here)?;
        let rest = &self.elements[begin + 1..];
        let end = rest.iter().position(|element| element.name == "form").unwrap_or(rest.len());
        Some(fields(&rest[..end]))
    }
}

/// A control of a form, and what it holds.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    /// `text`, `email`, `password`, `hidden`, `checkbox`, `radio`, `textarea` or `select`.
    pub kind: String,
    pub value: String,
    /// What a person may choose from.
    pub choices: Vec<String>,
    /// Whether it is posted as it stands.
    pub posted: bool,
}

impl Field {
    /// Whether a person types in it.
    pub fn is_text(&self) -> bool {
        matches!(self.kind.as_str(), "text" | "email" | "password" | "textarea" | "search")
    }
}

fn fields(elements: &[Element]) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for element in elements {
        let name = element.get("name").unwrap_or_default().to_owned();
        let value = element.get("value").unwrap_or_default().to_owned();
        let field = match element.name.as_str() {
            "input" => {
                let kind = element.get("type").unwrap_or("text").to_owned();
                let posted = !matches!(kind.as_str(), "checkbox" | "radio") || element.get("checked").is_some();
                Field { name, kind, choices: vec![value.clone()], value, posted }
            }
            "textarea" => {
                let value = element.text.trim_start_matches('\n').to_owned();
                Field { name, kind: "textarea".to_owned(), value, choices: vec![], posted: true }
            }
            "select" => Field { name, kind: "select".to_owned(), value: String::new(), choices: vec![], posted: true },
            "option" => {
                if let Some(select) = fields.iter_mut().rev().find(|field| field.kind == "select") {
                    if element.get("selected").is_some() {
                        select.value.clone_from(&value);
                    }
                    select.choices.push(value);
                }
                continue;
            }
            "button" if !name.is_empty() => {
                Field { name, kind: "submit".to_owned(), choices: vec![value.clone()], value, posted: false }
            }
            _ => continue,
        };
        if !field.name.is_empty() {
            fields.push(field);
        }
    }
    fields
}

pub fn without_query(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
