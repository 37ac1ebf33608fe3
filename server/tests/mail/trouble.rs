//! Mail that does not arrive at once.

use std::time::Duration;

use mail_parser::MessageParser;
use server::stop::Stop;

use super::common::on_both_databases;
use super::sink::{Answer, Sink};
use super::{SECRET, after, assert_blank, deliver, enqueue, only_row, rows, start, worker, worker_with};

on_both_databases!(refused_for_now_is_tried_again_a_minute_later, async |database| {
    let sink = Sink::start(Answer::Refuse("451 4.7.1 greylisted")).await;
    enqueue(&database.connection, 1).await;
    assert_eq!(deliver(database, sink.address, start()).await, 0);
    let row = only_row(database).await;
    assert_eq!((row.next_attempt_at, row.attempts, row.failed_at), (Some(after(1)), 1, None));
    assert_eq!(row.last_error.as_deref(), Some("transient error (451): 4.7.1 greylisted"));
    assert!(row.text_body.contains(SECRET));

    sink.answer(Answer::Accept);
    assert_eq!(deliver(database, sink.address, start()).await, 0);
    assert_eq!(deliver(database, sink.address, after(1)).await, 1);
    let row = only_row(database).await;
    assert_eq!((row.sent_at, row.last_error.clone()), (Some(after(1)), None));
    assert_blank(&row);
});

on_both_databases!(refused_for_good_is_given_up, async |database| {
    let sink =
        Sink::start(Answer::Refuse("550 5.1.1 <lezer0@enschede.example> unknown, see https://x.example/y")).await;
    enqueue(&database.connection, 1).await;
    assert_eq!(deliver(database, sink.address, start()).await, 0);
    let row = only_row(database).await;
    assert_eq!((row.failed_at, row.sent_at, row.attempts), (Some(start()), None, 1));
    assert_eq!(row.last_error.as_deref(), Some("permanent error (550): 5.1.1 … unknown, see …"));
    assert_blank(&row);
    sink.answer(Answer::Accept);
    assert_eq!(deliver(database, sink.address, after(600)).await, 0);
});

on_both_databases!(a_wrong_password_of_ours_gives_no_mail_up, async |database| {
    let sink = Sink::start(Answer::RefuseLogin("535 5.7.8 authentication failed")).await;
    enqueue(&database.connection, 1).await;
    let (_teller, stop) = Stop::pair();
    let with_login = format!("smtp://agenda:fout@{}", sink.address);
    assert_eq!(worker_with(database, &with_login, start()).deliver_due(&stop).await.unwrap(), 0);
    assert_eq!(only_row(database).await.next_attempt_at, Some(after(1)));
    sink.answer(Answer::Accept);
    assert_eq!(worker_with(database, &with_login, after(1)).deliver_due(&stop).await.unwrap(), 1);
});

on_both_databases!(a_mail_server_that_is_too_slow_is_tried_again, async |database| {
    let sink = Sink::start(Answer::Slow(Duration::from_secs(60))).await;
    enqueue(&database.connection, 1).await;
    assert_eq!(deliver(database, sink.address, start()).await, 0);
    let row = only_row(database).await;
    assert_eq!(row.last_error.as_deref(), Some("the mail server was too slow"));
    assert_eq!((row.next_attempt_at, row.leased_by), (Some(after(1)), None));
});

on_both_databases!(a_mail_server_that_was_away_gets_the_mail_when_it_is_back, async |database| {
    let sink = Sink::start(Answer::HangUp).await;
    let address = sink.address;
    enqueue(&database.connection, 2).await;
    assert_eq!(deliver(database, address, start()).await, 0);
    drop(sink);
    for (minutes, next) in [(1, 6), (6, 21)] {
        assert_eq!(deliver(database, address, after(minutes)).await, 0);
        assert!(rows(database).await.iter().all(|row| row.next_attempt_at == Some(after(next))));
    }
    let sink = Sink::start_at(address, Answer::Accept).await;
    assert_eq!(deliver(database, address, after(20)).await, 0);
    assert_eq!(deliver(database, address, after(21)).await, 2);
    assert_eq!(sink.received().len(), 2);
});

on_both_databases!(after_two_days_it_is_given_up, async |database| {
    let sink = Sink::start(Answer::Refuse("451 not today")).await;
    enqueue(&database.connection, 1).await;
    let (mut now, mut attempts) = (start(), 0);
    loop {
        deliver(database, sink.address, now).await;
        attempts += 1;
        match only_row(database).await.next_attempt_at {
            Some(next) => now = next,
            None => break,
        }
    }
    let row = only_row(database).await;
    assert_eq!((attempts, row.attempts, row.failed_at), (16, 16, Some(now)));
    assert_blank(&row);
});

on_both_databases!(a_crash_after_sending_sends_the_same_mail_again, async |database| {
    let sink = Sink::start(Answer::Slow(Duration::from_secs(60))).await;
    enqueue(&database.connection, 1).await;
    let (_teller, stop) = Stop::pair();
    let doomed = worker(database, sink.address, start());
    let crashing = tokio::spawn(async move { doomed.deliver_due(&stop).await });
    sink.wait_for(1).await;
    crashing.abort();
    let _ = crashing.await;

    sink.answer(Answer::Accept);
    assert_eq!(deliver(database, sink.address, after(5)).await, 0, "the lease holds");
    assert_eq!(deliver(database, sink.address, after(6)).await, 1);
    let received = sink.received();
    let id = |mail: &[u8]| MessageParser::default().parse(mail).unwrap().message_id().unwrap().to_owned();
    assert_eq!(received.len(), 2);
    assert_eq!(id(&received[0]), id(&received[1]));
    assert_eq!(only_row(database).await.attempts, 2);
});

on_both_databases!(without_the_tls_that_is_required_nothing_is_sent, async |database| {
    let sink = Sink::start(Answer::Accept).await;
    enqueue(&database.connection, 1).await;
    let (_teller, stop) = Stop::pair();
    let encrypted = worker_with(database, &format!("smtp://{}?tls=required", sink.address), start());
    assert_eq!(encrypted.deliver_due(&stop).await.unwrap(), 0);
    assert_eq!(sink.received().len(), 0);
    let row = only_row(database).await;
    assert_eq!(row.next_attempt_at, Some(after(1)));
    assert!(row.last_error.unwrap().contains("STARTTLS"));
});
