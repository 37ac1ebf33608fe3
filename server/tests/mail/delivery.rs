//! Mail that arrives.

use std::collections::BTreeSet;
use std::time::Duration;

use app::mail::{Message, outbox};
use app::storage;
use mail_parser::MessageParser;
use server::stop::Stop;

use super::common::on_both_databases;
use super::sink::{Answer, Sink};
use super::{SECRET, after, assert_blank, deliver, enqueue, mailing, message, only_row, rows, start, worker};

on_both_databases!(a_mail_arrives_with_two_parts_that_say_the_same, async |database| {
    let sink = Sink::start(Answer::Accept).await;
    enqueue(&database.connection, 1).await;
    let message_id = only_row(database).await.message_id;
    assert_eq!(deliver(database, sink.address, after(3)).await, 1);

    let received = sink.received();
    let mail = MessageParser::default().parse(&received[0]).unwrap();
    let to = mail.to().unwrap().first().unwrap();
    assert_eq!((to.name(), to.address()), (Some("Renée Vos"), Some("lezer0@enschede.example")));
    let from = mail.from().unwrap().first().unwrap();
    assert_eq!((from.name(), from.address()), (Some("Woonzorgagenda"), Some("agenda@regio.example")));
    assert_eq!(mail.subject(), Some("Kies een nieuw wachtwoord voor één account"));
    assert_eq!(mail.date().unwrap().to_timestamp(), start().timestamp());
    assert_eq!(format!("<{}>", mail.message_id().unwrap()), message_id);
    assert!(message_id.ends_with("@agenda.regio.example>"), "{message_id}");
    assert_eq!(mail.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));

    assert_eq!((mail.text_body_count(), mail.html_body_count(), mail.attachment_count()), (1, 1, 0));
    let link = format!("https://agenda.regio.example/wachtwoord/{SECRET}-0");
    let text = mail.body_text(0).unwrap();
    assert!(text.lines().any(|line| line == link), "{text}");
    let html = mail.body_html(0).unwrap();
    assert!(html.contains(&format!("href=\"{link}\"")), "{html}");
    for part in ["Beste Renée Vos,", "U hebt een nieuw wachtwoord gevraagd."] {
        assert!(text.contains(part) && html.contains(part), "{part}");
    }

    let row = only_row(database).await;
    assert_eq!((row.sent_at, row.failed_at, row.attempts), (Some(after(3)), None, 1));
    assert_blank(&row);
    assert_eq!(deliver(database, sink.address, after(600)).await, 0);
});

on_both_databases!(hostile_text_makes_no_header_and_no_markup, async |database| {
    let sink = Sink::start(Answer::Accept).await;
    let payload = "<b>x</b>\r\nBcc: boef@kwaad.example\r\n.\r\n\r\n\"; <boef@kwaad.example>";
    let mut hostile = message(1);
    hostile.to.name = payload.to_owned();
    let hostile = Message {
        subject: payload.to_owned(),
        paragraphs: vec![payload.to_owned(), "ë".repeat(100_000), "x".repeat(100_000)],
        ..hostile
    };
    outbox::enqueue(&database.connection, &mailing(), &hostile, start()).await.unwrap();
    assert_eq!(deliver(database, sink.address, start()).await, 1);

    let received = sink.received();
    let mail = MessageParser::default().parse(&received[0]).unwrap();
    assert!(mail.bcc().is_none());
    assert_eq!(mail.to().unwrap().as_list().unwrap().len(), 1);
    assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("lezer1@enschede.example"));
    assert_eq!(mail.subject(), Some("<b>x</b> Bcc: boef@kwaad.example . \"; <boef@kwaad.example>"));
    assert!(!mail.body_html(0).unwrap().contains("<b>"));
    assert!(mail.body_text(0).unwrap().contains(&"x".repeat(100_000)));
});

on_both_databases!(two_workers_deliver_each_mail_once, async |database| {
    let sink = Sink::start(Answer::Slow(Duration::from_millis(5))).await;
    enqueue(&database.connection, 30).await;
    // Each with connections of its own, like two processes.
    let second = storage::connect(&database.url).await.unwrap();
    let sent = tokio::join!(deliver(database, sink.address, start()), deliver(&second, sink.address, start()));
    assert_eq!(sent.0 + sent.1, 30, "{sent:?}");

    let received = sink.received();
    let ids: BTreeSet<String> = received
        .iter()
        .map(|mail| MessageParser::default().parse(mail).unwrap().message_id().unwrap().to_owned())
        .collect();
    assert_eq!((received.len(), ids.len()), (30, 30));
    assert!(rows(database).await.iter().all(|row| row.attempts == 1 && row.sent_at.is_some()));
    second.close().await.unwrap();
});

on_both_databases!(told_to_stop_a_worker_finishes_the_mail_in_hand, async |database| {
    let sink = Sink::start(Answer::Slow(Duration::from_millis(300))).await;
    enqueue(&database.connection, 3).await;
    let (teller, stop) = Stop::pair();
    let working = tokio::spawn(worker(database, sink.address, start()).run(stop));
    sink.wait_for(1).await;
    teller.send(true).unwrap();
    tokio::time::timeout(Duration::from_secs(5), working).await.unwrap().unwrap();

    let rows = rows(database).await;
    assert_eq!(rows.iter().filter(|row| row.sent_at.is_some()).count(), 1);
    assert!(rows.iter().all(|row| row.leased_by.is_none()));
    assert_eq!(sink.received().len(), 1);
});

on_both_databases!(a_running_worker_finds_new_mail_by_itself, async |database| {
    let sink = Sink::start(Answer::Accept).await;
    let (teller, stop) = Stop::pair();
    let working = tokio::spawn(worker(database, sink.address, start()).run(stop));
    tokio::time::sleep(Duration::from_millis(100)).await;
    enqueue(&database.connection, 1).await;
    tokio::time::timeout(Duration::from_secs(10), sink.wait_for(1)).await.unwrap();
    drop(teller);
    working.await.unwrap();
});
