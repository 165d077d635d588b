//! Somebody of every kind, and fresh things for them to work on.

use client::Upload;
use domain::DepartmentId;
use domain::employees::Role;
use domain::employees::wire::{CreateEmployeeRequest, UpdateEmployeeRequest};

use domain::quick_texts::wire::CreateQuickTextRequest;
use domain::views::wire::CreateViewRequest;
use serde_json::json;

use crate::support::{Desk, Person, new_ticket, new_view};

/// In the order of the columns.
pub const CALLERS: [&str; 6] = ["anonymous", "stranger", "creator", "member", "assignee", "admin"];

/// The people.
pub struct World {
    stranger: Person,
    creator: Person,
    member: Person,
    assignee: Person,
    admin: Person,
    elsewhere: DepartmentId,
    made: u32,
}

impl World {
    /// Nobody shares a department, but member and assignee at first.
    pub async fn build(desk: &Desk) -> Self {
        let first = desk.department("Диспетчерська служба").await;
        assert_eq!(first, DepartmentId(1), "the examples of the document name department 1");
        let (second, third) =
            (desk.department("Сервісний відділ").await, desk.department("Фінансовий відділ").await);
        let (fourth, fifth) =
            (desk.department("Відділ розробки").await, desk.department("Адміністрація").await);
        Self {
            stranger: desk.person("Чужий", second).await,
            creator: desk.person("Автор", third).await,
            member: desk.person("Колега", fourth).await,
            assignee: desk.person("Виконавець", fourth).await,
            admin: desk.admin("Адміністратор", fifth).await,
            elsewhere: fifth,
            made: 0,
        }
    }

    /// Who calls; nobody is anonymous.
    pub fn caller(&self, name: &str) -> Option<&Person> {
        match name {
            "anonymous" => None,
            "stranger" => Some(&self.stranger),
            "creator" => Some(&self.creator),
            "member" => Some(&self.member),
            "assignee" => Some(&self.assignee),
            "admin" => Some(&self.admin),
            other => panic!("nobody is {other}"),
        }
    }

    /// From now on the assignee sees the tickets only because they are assigned to him.
    pub async fn move_the_assignee(&self) {
        let request = UpdateEmployeeRequest { department_id: Some(self.elsewhere), ..Default::default() };
        self.admin.client.update_employee(self.assignee.id, &request).await.unwrap();
    }

    /// The id of a fresh thing for a path.
    pub async fn target(&mut self, desk: &Desk, path: &str) -> i64 {
        self.made += 1;
        let kind =
            path.strip_prefix("/api/v1/").and_then(|rest| rest.split_once("/{id}")).map(|(kind, _)| kind);
        match kind {
            None => 0,
            Some("tickets") => self.creator.create(&new_ticket((&self.assignee).into())).await.unwrap().id.0,
            Some("attachments") => {
                let file = Upload { file_name: "log.txt".to_owned(), bytes: b"log".to_vec() };
                let file = self.creator.client.upload_attachment(file).await.unwrap();
                let mut request = new_ticket((&self.assignee).into());
                request.attachment_ids = vec![file.id];
                self.creator.create(&request).await.unwrap();
                file.id.0
            }
            Some("departments") => desk.department(&format!("Відділ {}", self.made)).await.0,
            Some("employees") => {
                let request = CreateEmployeeRequest {
                    full_name: "Новий працівник".to_owned(),
                    email: format!("new-{}@example.com", self.made),
                    department_id: self.elsewhere,
                    role: Role::User,
                };
                self.admin.client.create_employee(&request).await.unwrap().employee.id.0
            }
            Some("notifications") => {
                self.creator.create(&new_ticket((&self.assignee).into())).await.unwrap();
                self.assignee.notifications().await.first().unwrap().id.0
            }
            Some("bulk") => {
                let id = self.creator.create(&new_ticket((&self.assignee).into())).await.unwrap().id;
                let body = json!({"select": {"ids": [id]}, "command": {"edit": {"priority": "high"}}});
                let job =
                    self.creator.call("POST", "/bulk").json(body).status(202).await.body["job"].as_i64();
                desk.jobs_ended().await;
                job.unwrap()
            }
            Some("quick-texts") => {
                let text = CreateQuickTextRequest {
                    name: "перезапуск".to_owned(),
                    body: "Вимкніть на 30 секунд.".to_owned(),
                    shared: true,
                };
                self.admin.client.create_quick_text(&text).await.unwrap().id.0
            }
            Some("views") => {
                let view =
                    CreateViewRequest { shared: true, ..new_view("Термінові", "priority:critical") };
                self.admin.client.create_view(&view).await.unwrap().id.0
            }
            Some(other) => panic!("how is one of {other} made?"),
        }
    }
}
