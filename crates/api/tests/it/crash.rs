//! A crash in the middle: `kill -9` of the real binary during a stream of writes. After the restart every write that was
//! acknowledged is there, and the desk is consistent.

use std::sync::{Arc, Mutex};

use client::{Client, idempotency_key};
use domain::accounts::LoginRequest;
use domain::tickets::wire::{CommentView, CreateCommentRequest, TicketView};
use domain::{DepartmentId, TicketId};
use tempfile::TempDir;

use crate::binary::{self, Served};
use crate::support::{PASSWORD, about, eventually, to_department};

const WRITERS: usize = 8;
const CRASHES: usize = 3;
/// Acknowledged writes before each crash.
const ENOUGH: usize = 150;

#[derive(Default)]
struct Acknowledged {
    tickets: Vec<TicketView>,
    taken: Vec<TicketId>,
    comments: Vec<CommentView>,
}

impl Acknowledged {
    fn count(&self) -> usize {
        self.tickets.len() + self.taken.len() + self.comments.len()
    }
}

#[test]
fn acknowledged_writes_survive_a_crash() {
    actix_web::rt::System::new().block_on(async {
        let directory = tempfile::tempdir().unwrap();
        make_admin(&directory);
        let acknowledged = Arc::new(Mutex::new(Acknowledged::default()));
        for round in 1..=CRASHES {
            let mut served = Served::start(directory.path(), &[]);
            let client = log_in(&served).await;
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    actix_web::rt::spawn(write(client.clone(), Arc::clone(&acknowledged), round, writer))
                })
                .collect();
            let written = || acknowledged.lock().unwrap().count() >= round * ENOUGH;
            eventually("the writes of a round", async || written().then_some(())).await;
            served.kill();
            for writer in writers {
                writer.await.unwrap();
            }
        }
        let served = Served::start(directory.path(), &[]);
        let client = log_in(&served).await;
        let acknowledged = std::mem::take(&mut *acknowledged.lock().unwrap());
        assert!(acknowledged.count() >= CRASHES * ENOUGH);
        for ticket in &acknowledged.tickets {
            let found = client.get_ticket(ticket.id).await.unwrap();
            assert_eq!((&found.subject, found.created_at), (&ticket.subject, ticket.created_at));
        }
        for id in &acknowledged.taken {
            let found = client.get_ticket(*id).await.unwrap();
            assert!(found.assignee_id.is_some() && found.version >= 2, "{found:?}");
        }
        for comment in &acknowledged.comments {
            let page = client.list_comments(comment.ticket_id, None).await.unwrap();
            assert!(page.items.contains(comment), "comment {} is lost", comment.id);
        }
        drop(served);
        let checked = binary::succeed(directory.path(), &["check", "--data-dir", "data"], "");
        assert_eq!(checked.trim_end(), "The desk is consistent.");
    });
}

/// Creates, takes and comments until the server is gone, and remembers what it said to have done.
async fn write(client: Client, acknowledged: Arc<Mutex<Acknowledged>>, round: usize, writer: usize) {
    for number in 0.. {
        let subject = format!("Запис {round}-{writer}-{number}");
        let request = about(&subject, to_department(DepartmentId(1)));
        let Ok(ticket) = client.create_ticket(&request, &idempotency_key()).await else { return };
        let id = ticket.id;
        acknowledged.lock().unwrap().tickets.push(ticket);
        let Ok(_) = client.take_ticket(id, &idempotency_key()).await else { return };
        acknowledged.lock().unwrap().taken.push(id);
        let comment = CreateCommentRequest { body: subject, attachment_ids: Vec::new() };
        let Ok(comment) = client.create_comment(id, &comment, &idempotency_key()).await else { return };
        acknowledged.lock().unwrap().comments.push(comment);
    }
}

fn make_admin(directory: &TempDir) {
    let arguments = [
        "admin",
        "create",
        "--data-dir",
        "data",
        "--email",
        "admin@example.com",
        "--full-name",
        "Мельник Андрій",
        "--department",
        "Адміністрація",
    ];
    binary::succeed(directory.path(), &arguments, PASSWORD);
}

async fn log_in(served: &Served) -> Client {
    let client = Client::new(&served.base);
    let request = LoginRequest { email: "admin@example.com".to_owned(), password: PASSWORD.to_owned() };
    client.login(&request).await.unwrap();
    client
}
