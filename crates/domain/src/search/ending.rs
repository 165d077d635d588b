//! Endings of Ukrainian and Russian words: `зарядка` finds `зарядки` and `зарядку` too.

/// What may be cut off, in the form of `search_key`; the longest that fits counts.
const ENDINGS: &[&str] = &[
    "ями", "ами", "ові", "еві", "ого", "ому", "ему", "ими", "іми", "ати", "яти", "ити", "ють", "уть", "ять",
    "ать", "ить", "ів", "ев", "ов", "ам", "ям", "ах", "ях", "ою", "ею", "єю", "ої", "ії", "ій", "ий", "ый",
    "ой", "ей", "их", "іх", "ых", "им", "ім", "ым", "ая", "яя", "ое", "ее", "ые", "ие", "ию", "ия", "ію",
    "ія", "а", "я", "о", "е", "є", "и", "ы", "і", "ї", "у", "ю", "ь", "й",
];
/// The fewest letters that stay.
const STEM_MIN: usize = 4;

/// Cuts the ending off a Cyrillic word that is long enough.
pub(super) fn cut(word: &mut String) {
    if !word.chars().all(|c| matches!(c, '\u{400}'..='\u{4ff}')) {
        return;
    }
    let letters = word.chars().count();
    let longest = ENDINGS.iter().find(|ending| {
        word.ends_with(**ending) && letters.saturating_sub(ending.chars().count()) >= STEM_MIN
    });
    if let Some(ending) = longest {
        word.truncate(word.len() - ending.len());
    }
}
