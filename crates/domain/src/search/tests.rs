use proptest::prelude::*;

use super::*;

fn finds(typed: &str, text: &str) -> bool {
    let words = words(text);
    let needles = Needle::all(typed);
    !needles.is_empty() && needles.iter().all(|needle| !needle.occurs(&words).is_empty())
}

#[test]
fn words_are_letters_and_digits() {
    assert_eq!(index_text("Зв'язок зі станцією KYIV-017: «E-47»!"), "звязок зі станцією kyiv 017 e 47");
    assert_eq!(index_text("'лапки' Ґанок, ёлка; м\u{301}ама"), "лапки ганок елка мама");
    assert_eq!(index_text(" ... — \u{1f697}"), "");
    assert_eq!(words("a b'").last().unwrap().at, 2..3);
    assert_eq!(index_text(&"a".repeat(100)).len(), 64);
}

#[test]
fn a_word_finds_its_spellings_and_forms() {
    for typed in ["ЗАРЯДКА", "зарядки", "заряд", "зарядкою"] {
        assert!(finds(typed, "Не почалася зарядка авто"), "{typed}");
    }
    assert!(finds("звязок", "Втрачено зв’язок"));
    assert!(finds("зв'язок", "Нема звязок"));
    assert!(finds("елка", "Ёлка") && finds("ганок", "Ґанок"));
    assert!(finds("терміналів", "Термінал мовчить") && finds("станция", "Станції"));
    assert!(finds("на", "Кабель на землі") && !finds("на", "навесні") && finds("нав", "навесні"));
    assert!(!finds("рядка", "зарядка") && !finds("дім", "дома"));
}

#[test]
fn a_word_finds_what_was_meant_in_another_layout() {
    assert!(finds("ghbdsn", "Привіт!") && finds("ghbdtn", "Привет!"));
    assert!(finds("щсзз", "OCPP 1.6") && finds("ghj,ktvf", "Є проблема"));
    assert!(!finds("gh", "при"));
}

#[test]
fn codes_and_phrases_are_words_in_order() {
    assert!(finds("kyiv-017", "Станція KYIV-017 мовчить") && finds("kyiv-017", "KYIV 0170"));
    assert!(!finds("kyiv-017", "017 KYIV"));
    assert!(finds("\"не працює\"", "Термінал не працює") && !finds("\"працює не\"", "Термінал не працює"));
    assert!(!finds("\"не працю\"", "Термінал не працює"));
}

#[test]
fn hostile_searches_are_short() {
    assert!(Needle::all("\"\" * : ( ) ^ - — AND").len() == 1);
    assert_eq!(Needle::all(&"слово ".repeat(1000)).len(), WORDS_MAX);
    assert!(Needle::all("").is_empty());
}

#[test]
fn a_snippet_marks_and_escapes() {
    let html = snippet("<b>Станція</b> & «станції»", &Needle::all("станція"));
    assert_eq!(html, "&lt;b&gt;<mark>Станція</mark>&lt;/b&gt; &amp; «<mark>станції</mark>»");
    let long = format!("{} кабель {}", "початок ".repeat(30), "кінець ".repeat(60));
    let html = snippet(&long, &Needle::all("кабель"));
    assert!(
        html.starts_with("…початок") && html.contains("<mark>кабель</mark>") && html.ends_with('…'),
        "{html}"
    );
    assert!(html.chars().count() < 200, "{html}");
    assert_eq!(snippet("нічого", &Needle::all("щось")), "нічого");
}

proptest! {
    #[test]
    fn snippets_are_parts_of_their_text(text in "[а-яїa-z0-9 <>&\"'’.\n-]{0,400}", typed in "[а-яїa-z0-9 '\"-]{0,12}") {
        let needles = Needle::all(&typed);
        let pieces = pieces(&snippet(&text, &needles));
        let shown: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        prop_assert!(text.contains(shown.trim_matches('…')));
        let is_found = needles.iter().any(|needle| !needle.occurs(&words(&text)).is_empty());
        prop_assert_eq!(pieces.iter().any(|piece| piece.is_mark), is_found);
    }

    #[test]
    fn every_word_finds_itself(text in "[а-яїєґіёА-ЯЇA-Za-z0-9'’ .,-]{0,60}") {
        for word in words(&text) {
            prop_assert!(finds(&text[word.at], &text));
        }
    }
}
