//! Exports: every kind of file holds the whole list, and nothing else.

use std::io::{Cursor, Read};

use domain::ErrorCode;
use domain::tickets::list::{Sort, TicketListQuery, View};
use domain::tickets::wire::{CreateTicketRequest, TicketRow};

use crate::support::{Company, Desk, Dice, Person, about, on_both, to_department};

async fn file(desk: &Desk, person: &Person, query: &str) -> (String, Vec<u8>) {
    let url = format!("{}/api/v1/tickets/export?{query}", desk.base());
    let token = person.client.access_token().unwrap();
    let answer = reqwest::Client::new().get(url).bearer_auth(token).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert!(header("content-disposition").starts_with("attachment; filename=\"tickets."));
    let kind = header("content-type");
    (kind, answer.bytes().await.unwrap().to_vec())
}

on_both! {
    async fn every_format_holds_the_whole_list(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut dice = Dice::new(5);
        company.work(&mut dice, 40, 60).await;
        for person in company.everybody() {
            for (query, list) in [
                ("", TicketListQuery::default()),
                ("&view=queue&sort=-priority", TicketListQuery {
                    view: Some(View::Queue), sort: Sort::parse("-priority"), ..Default::default()
                }),
                ("&query=-status%3Aclosed&sort=created_at", TicketListQuery {
                    query: Some("-status:closed".to_owned()), sort: Sort::parse("created_at"),
                    ..Default::default()
                }),
            ] {
                let rows = person.list(&list).await;
                let (kind, lines) = file(desk, person, &format!("format=ndjson{query}")).await;
                assert_eq!(kind, "application/x-ndjson; charset=utf-8");
                let told: Vec<TicketRow> =
                    lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty())
                        .map(|line| serde_json::from_slice(line).unwrap()).collect();
                assert_eq!(told, rows, "{query}");

                let (kind, text) = file(desk, person, &format!("format=csv{query}")).await;
                assert_eq!(kind, "text/csv; charset=utf-8");
                let mut reader = csv::Reader::from_reader(&*text);
                assert_eq!(reader.headers().unwrap().get(0), Some("id"));
                let ids: Vec<String> = reader.records().map(|record| record.unwrap()[0].to_owned()).collect();
                assert_eq!(ids, rows.iter().map(|row| row.id.to_string()).collect::<Vec<_>>(), "{query}");
            }
        }
        let (kind, book) = file(desk, &company.admin, "format=xlsx").await;
        assert_eq!(kind, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
        let mut sheet = String::new();
        archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
        assert_eq!(sheet.matches("<row ").count(), 41);
    }

    async fn a_formula_is_a_text(desk: &Desk) {
        let company = Company::found(desk).await;
        let request = CreateTicketRequest {
            station_number: Some("+380, \"дві\"".to_owned()), ..about("=HYPERLINK(\"x\")", to_department(company.technical))
        };
        company.dispatcher.create(&request).await.unwrap();
        let (_, text) = file(desk, &company.dispatcher, "format=csv&bom=true").await;
        let text = String::from_utf8(text).unwrap();
        assert!(text.starts_with("\u{feff}id,subject,"), "{text}");
        assert!(text.contains(",\"'=HYPERLINK(\"\"x\"\")\",") && text.contains(",\"'+380, \"\"дві\"\"\","), "{text}");
    }

    /// Who goes away in the middle keeps nothing busy.
    async fn an_export_that_is_broken_off_leaves_nothing(desk: &Desk) {
        let company = Company::found(desk).await;
        for number in 0..600 {
            company.dispatcher.create(&about(&format!("Тікет {number}"), to_department(company.technical))).await.unwrap();
        }
        let url = format!("{}/api/v1/tickets/export?format=ndjson", desk.base());
        let token = company.dispatcher.client.access_token().unwrap();
        // More than there are connections to the database.
        for _ in 0..24 {
            let mut answer = reqwest::Client::new().get(&url).bearer_auth(&token).send().await.unwrap();
            assert!(answer.chunk().await.unwrap().is_some());
        }
        let (_, whole) = file(desk, &company.dispatcher, "format=ndjson").await;
        assert_eq!(whole.iter().filter(|byte| **byte == b'\n').count(), 600);
        company.dispatcher.create(&about("Ще один", to_department(company.technical))).await.unwrap();
    }

    async fn a_wrong_export_is_refused(desk: &Desk) {
        let company = Company::found(desk).await;
        let call = |query: &str| company.specialist.call("GET", &format!("/tickets/export?{query}"));
        for (query, pointer, code) in [
            ("", "format", ErrorCode::Required),
            ("format=pdf", "format", ErrorCode::InvalidType),
            ("format=csv&bom=maybe", "bom", ErrorCode::InvalidType),
            ("format=csv&status=open", "status", ErrorCode::InvalidType),
            ("format=csv&fields=id", "fields", ErrorCode::UnknownField),
        ] {
            let problem = call(query).refused(422, ErrorCode::InvalidFields).await;
            assert_eq!((&*problem.errors[0].pointer, problem.errors[0].code), (pointer, code), "{query}");
        }
        call("format=csv&query=x:y").refused(400, ErrorCode::InvalidQuery).await;
    }
}
