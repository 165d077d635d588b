//! Who is told what, in order, without gaps.

use client::LiveMessage;
use domain::EventId;
use domain::live::LiveKind;
use domain::tickets::TicketStatus;
use domain::tickets::wire::UpdateTicketRequest;
use serde_json::json;

use crate::support::{Company, Listener, Person, new_ticket, on_both, to_department};

const CREATED: &str = "ticket.created";
const CHANGED: &str = "ticket.changed";
const GONE: &str = "ticket.gone";
const COMMENT: &str = "comment.created";
const NOTIFICATION: &str = "notification.created";
const COUNTERS: &str = "counters.changed";

/// One open stream for each of them.
async fn listen(people: [&Person; 5]) -> Vec<(&Person, Listener)> {
    let mut listeners = Vec::new();
    for person in people {
        listeners.push((person, person.listen(None).await));
    }
    listeners
}

on_both! {
    async fn the_right_people_hear_of_everything(desk: &Desk) {
        let company = Company::found(desk).await;
        let Company { dispatcher, specialist, colleague, accountant, technical, finance, empty, .. } = &company;
        let mut listeners = listen(company.everybody()).await;
        let mut id = None;
        for step in 0..6 {
            // Dispatcher, specialist, colleague, accountant, administrator.
            let expected: [&[&str]; 5] = match step {
                0 => {
                    id = Some(dispatcher.create(&new_ticket(to_department(*technical))).await.unwrap().id);
                    [
                        &[CREATED, COUNTERS],
                        &[CREATED, NOTIFICATION, COUNTERS],
                        &[CREATED, NOTIFICATION, COUNTERS],
                        &[],
                        &[CREATED, COUNTERS],
                    ]
                }
                1 => {
                    specialist.take(id.unwrap()).await.unwrap();
                    [
                        &[CHANGED, NOTIFICATION, COUNTERS],
                        &[CHANGED, COUNTERS],
                        &[CHANGED, COUNTERS],
                        &[],
                        &[CHANGED, COUNTERS],
                    ]
                }
                2 => {
                    colleague.comment(id.unwrap(), "Допоможу").await.unwrap();
                    [&[COMMENT, NOTIFICATION, COUNTERS], &[COMMENT, NOTIFICATION, COUNTERS], &[COMMENT], &[], &[COMMENT]]
                }
                3 => {
                    let change = UpdateTicketRequest { subject: Some("Інша тема".to_owned()), ..Default::default() };
                    specialist.edit(id.unwrap(), &change).await.unwrap();
                    [&[CHANGED], &[CHANGED], &[CHANGED], &[], &[CHANGED]]
                }
                4 => {
                    specialist.redirect(id.unwrap(), to_department(*finance), "Вам").await.unwrap();
                    [
                        &[CHANGED, NOTIFICATION, COUNTERS],
                        &[GONE, COUNTERS],
                        &[GONE, COUNTERS],
                        &[CREATED, NOTIFICATION, COUNTERS],
                        &[CHANGED, COUNTERS],
                    ]
                }
                _ => {
                    accountant.take(id.unwrap()).await.unwrap();
                    accountant.transition(id.unwrap(), TicketStatus::Closed).await.unwrap();
                    [
                        &[CHANGED, NOTIFICATION, COUNTERS, CHANGED, NOTIFICATION, COUNTERS],
                        &[],
                        &[],
                        &[CHANGED, COUNTERS, CHANGED, COUNTERS],
                        &[CHANGED, COUNTERS, CHANGED, COUNTERS],
                    ]
                }
            };
            for ((person, listener), expected) in listeners.iter_mut().zip(expected) {
                let told = listener.about(id.unwrap(), person, *empty).await;
                assert_eq!(told, expected, "step {step}: {}", person.full_name);
            }
        }
    }

    async fn gone_says_nothing_but_the_id(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let mut listener = company.colleague.listen(None).await;
        company.specialist.redirect(id, to_department(company.finance), "Таємниця").await.unwrap();
        let frames = listener.so_far(&company.colleague, company.empty).await;
        let gone = frames.iter().find(|frame| frame.event == GONE).unwrap();
        assert_eq!(gone.data, json!({"ticket_id": id}));
        // Also nothing of what happens to it later.
        company.accountant.take(id).await.unwrap();
        assert_eq!(listener.about(id, &company.colleague, company.empty).await, Vec::<String>::new());
    }

    async fn whoever_resumes_misses_nothing(desk: &Desk) {
        let company = Company::found(desk).await;
        let specialist = &company.specialist;
        let mut before = specialist.listen(None).await;
        let mut expected = Vec::new();
        for _ in 0..4 {
            let id = company.ticket().await;
            specialist.take(id).await.unwrap();
            company.colleague.comment(id, "Ось").await.unwrap();
            expected.extend(before.so_far(specialist, company.empty).await);
        }
        let ids: Vec<EventId> = expected.iter().map(|frame| frame.id).collect();
        assert!(ids.is_sorted());
        let start = before.position;
        drop(before);
        for cut in [start, ids[0], ids[ids.len() / 2], ids[ids.len() - 1]] {
            let mut resumed = specialist.listen(Some(cut)).await;
            assert_eq!(resumed.position, cut);
            let frames = resumed.so_far(specialist, company.empty).await;
            let frames: Vec<_> = frames.into_iter().filter(|frame| ids.contains(&frame.id)).collect();
            let rest: Vec<_> = expected.iter().filter(|frame| frame.id > cut).cloned().collect();
            assert_eq!(frames, rest, "after {cut}");
        }
    }

    async fn a_stream_that_begins_now_tells_nothing_old(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let mut listener = company.specialist.listen(None).await;
        assert_eq!(listener.so_far(&company.specialist, company.empty).await, []);
        assert!(listener.position > EventId(0));
        let mut all = company.specialist.listen(Some(EventId(0))).await;
        assert_eq!(all.about(id, &company.specialist, company.empty).await, [CREATED, NOTIFICATION, COUNTERS]);
    }

    async fn a_position_that_this_log_never_had_is_now(desk: &Desk) {
        let company = Company::found(desk).await;
        let old = company.ticket().await;
        for position in ["999999999", "9223372036854775807", "soon", "1.5", ""] {
            let call = company.specialist.call("GET", "/events").header("last-event-id", position);
            let mut listener = Listener::open(call).await;
            assert_eq!(listener.about(old, &company.specialist, company.empty).await, Vec::<String>::new());
            let new = company.ticket().await;
            let told = listener.about(new, &company.specialist, company.empty).await;
            assert_eq!(told, [CREATED, NOTIFICATION, COUNTERS], "{position}");
        }
        let mut listener = company.specialist.listen(Some(EventId(-1))).await;
        let told = listener.about(old, &company.specialist, company.empty).await;
        assert_eq!(told, [CREATED, NOTIFICATION, COUNTERS]);
    }

    async fn a_slow_reader_gets_everything_in_order(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        // Nobody reads while more happens than a connection holds.
        let mut listener = company.specialist.listen(None).await;
        for number in 0..120 {
            company.dispatcher.comment(id, &format!("Коментар {number}")).await.unwrap();
        }
        let told = listener.so_far(&company.specialist, company.empty).await;
        let comments = told.iter().filter(|frame| frame.event == COMMENT).count();
        assert_eq!(comments, 120);
        assert!(told.is_sorted_by(|a, b| a.id <= b.id));
    }

    async fn the_typed_client_reads_the_stream(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut stream = company.specialist.client.events(None).await.unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap(), LiveMessage::Heartbeat);
        let id = company.ticket().await;
        let mut kinds = Vec::new();
        while kinds.len() < 3 {
            if let LiveMessage::Event(event) = stream.next().await.unwrap().unwrap() {
                assert_eq!(event.data.ticket_id, id);
                kinds.push(event.kind);
            }
        }
        assert_eq!(kinds, [LiveKind::TicketCreated, LiveKind::NotificationCreated, LiveKind::CountersChanged]);
    }

    async fn the_stream_needs_a_login_and_is_not_stored(desk: &Desk) {
        let company = Company::found(desk).await;
        desk.call("GET", "/events").refused(401, domain::ErrorCode::Unauthenticated).await;
        let response = company.admin.call("GET", "/events").stream().await;
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
    }
}
