//! Whether a file of texts has the keys that the application was built with. Also a part of `build.rs`.

/// FNV-1a of the sorted keys, one a line. A plural has a star: it takes three places among the texts.
pub(crate) fn fingerprint<'a>(keys: impl Iterator<Item = (&'a str, bool)>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for (key, is_plural) in keys {
        let end = if is_plural { "*\n" } else { "\n" };
        for byte in key.bytes().chain(end.bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}
