//! Words typed in the wrong keyboard layout: `ghbdsn` is `привіт`, `щсзз` is `ocpp`.

use crate::letters::{is_letter, lowercase};

/// The keys of the three layouts, in the same order.
const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const UKRAINIAN: &str = "йцукенгшщзхїфівапролджєячсмитьбю'";
const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
/// Shorter words would find too much that nobody meant.
const LETTERS_MIN: usize = 3;

/// The same keys in the other layouts; none for a short text or one of several alphabets.
pub fn other_layouts(typed: &str) -> Vec<String> {
    let typed = lowercase(typed);
    let letters = typed.chars().filter(|c| is_letter(*c));
    let (latin, cyrillic): (Vec<char>, Vec<char>) = letters.partition(char::is_ascii);
    match (latin.len(), cyrillic.len()) {
        (LETTERS_MIN.., 0) => vec![switch(&typed, LATIN, UKRAINIAN), switch(&typed, LATIN, RUSSIAN)],
        (0, LETTERS_MIN..) => {
            let is_russian = cyrillic.iter().any(|c| matches!(c, 'ъ' | 'ы' | 'э' | 'ё'));
            vec![switch(&typed, if is_russian { RUSSIAN } else { UKRAINIAN }, LATIN)]
        }
        _ => Vec::new(),
    }
}

fn switch(text: &str, from: &str, to: &str) -> String {
    text.chars()
        .map(|c| from.chars().position(|key| key == c).and_then(|key| to.chars().nth(key)).unwrap_or(c))
        .collect()
}
