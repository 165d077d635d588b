//! What is a letter, and what is its lower case: all of Unicode on the server, Latin and Cyrillic in the browser.
//!
//! The tables of Unicode would be a thirtieth of the browser application. There they would only help to offer and to
//! check what the server judges with the whole tables.

/// The text in lower case, letter by letter.
pub fn lower(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(unicode::lower)
}

/// The text in lower case.
pub fn lowercase(text: &str) -> String {
    lower(text).collect()
}

/// Whether words are made of it, digits apart.
pub fn is_letter(c: char) -> bool {
    unicode::is_letter(c)
}

/// Whether words are made of it.
pub fn is_letter_or_digit(c: char) -> bool {
    c.is_ascii_digit() || unicode::is_letter_or_digit(c)
}

#[cfg(any(test, feature = "server"))]
mod unicode {
    pub fn lower(c: char) -> impl Iterator<Item = char> {
        c.to_lowercase()
    }

    pub fn is_letter(c: char) -> bool {
        c.is_alphabetic()
    }

    pub fn is_letter_or_digit(c: char) -> bool {
        c.is_alphanumeric()
    }
}

#[cfg(not(any(test, feature = "server")))]
mod unicode {
    pub use super::latin_and_cyrillic::{is_letter, is_letter as is_letter_or_digit, lower};
}

#[cfg(any(test, not(feature = "server")))]
mod latin_and_cyrillic {
    /// In the blocks up to Latin Extended-A and in Cyrillic; other letters stay as they are.
    pub fn lower(c: char) -> Option<char> {
        let (code, is_even) = (c as u32, (c as u32).is_multiple_of(2));
        let distance = match c {
            'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'А'..='Я' => 32,
            'Ѐ'..='Џ' => 80,
            'Ÿ' => return Some('ÿ'),
            'Ӏ' => 15,
            'Ā'..='Į' | 'Ĳ'..='ķ' | 'Ŋ'..='ŷ' | 'Ѡ'..='ҁ' | 'Ҋ'..='ҿ' | 'Ӑ'..='ԯ' => {
                u32::from(is_even)
            }
            'Ĺ'..='ň' | 'Ź'..='ž' | 'Ӂ'..='ӎ' => u32::from(!is_even),
            _ => 0,
        };
        char::from_u32(code + distance)
    }

    /// Beyond Latin and Cyrillic whatever stands in a block of letters.
    pub fn is_letter(c: char) -> bool {
        match c {
            'a'..='z' | 'A'..='Z' | 'ª' | 'µ' | 'º' => true,
            '×' | '÷' | '\u{300}'..='\u{36f}' | '҂'..='\u{489}' => false,
            'À'..='\u{1fff}' | '\u{2c00}'.. => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::latin_and_cyrillic::{is_letter, lower};

    #[test]
    fn latin_and_cyrillic_are_what_unicode_says() {
        let latin = '\0'..='\u{24f}';
        for c in latin.chain('\u{400}'..='\u{52f}') {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
        }
        // Turkish İ has a lower case of two characters.
        for c in ('\0'..='ž').filter(|c| *c != 'İ').chain('\u{400}'..='\u{52f}') {
            assert!(lower(c).into_iter().eq(c.to_lowercase()), "{c:?}");
        }
    }
}
