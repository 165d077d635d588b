//! Chance that can be repeated: the same seed and stream give the same throws on every machine.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// A source of throws. Every ticket has a stream of its own, so that what one ticket needs does not shift the others.
pub struct Dice(Xoshiro256PlusPlus);

impl Dice {
    /// The stream of a seed.
    pub fn new(seed: u64, stream: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(stream)))
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high.max(low))
    }

    /// From 0 up to but not including 1.
    pub fn fraction(&mut self) -> f64 {
        self.0.random()
    }

    /// True in so many cases of a hundred.
    pub fn percent(&mut self, cases: u32) -> bool {
        self.0.random_range(0..100u32) < cases
    }

    /// One of the texts; nothing when there are none.
    pub fn text(&mut self, texts: &[&'static str]) -> &'static str {
        if texts.is_empty() { "" } else { texts[self.0.random_range(0..texts.len())] }
    }

    /// One of the values, which must not be empty.
    pub fn pick<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.0.random_range(0..values.len())]
    }

    /// An index, as often as its weight says.
    pub fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let total: u32 = weights.clone().sum();
        let mut left = self.0.random_range(0..total.max(1));
        for (index, weight) in weights.enumerate() {
            if left < weight {
                return index;
            }
            left -= weight;
        }
        0
    }
}
