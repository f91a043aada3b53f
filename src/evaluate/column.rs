//! Columns: values for things of one kind in a vector, accessed only by the index type of that kind.
//!
//! An index of receipts does not compile where an index of lines is expected. An index outside its column is an error
//! ([`Astray`]) that leaves the whole evaluation undetermined. It never becomes an amount of zero.

use std::marker::PhantomData;

/// An index outside its column. No input should cause it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Astray;

/// The index of a thing among those of its kind.
pub(super) trait Index: Copy {
    fn at(place: usize) -> Self;
    fn place(self) -> usize;
}

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(super) struct $name(usize);

        impl Index for $name {
            fn at(place: usize) -> Self {
                Self(place)
            }

            fn place(self) -> usize {
                self.0
            }
        }
    )*};
}

indices! {
    /// An item of the programme.
    ItemIx;
    /// A limit of the programme, in the order in which they apply.
    LimitIx;
    /// An amount or a rate that is looked up once for an application.
    OnceIx;
    /// A receipt of the application, in canonical order.
    ReceiptIx;
    /// A line of a receipt, or a receipt without usable lines.
    LineIx;
    /// An entry of the application's aid.
    AidIx;
    /// An operation of the application.
    OperationIx;
    /// A unit of an earlier award.
    PastIx;
    /// A unit of this evaluation.
    UnitIx;
    /// A receipt of a unit.
    MemberIx;
    /// Something that a limit applies to: a line, a receipt, a stay, an operation, a period.
    PlaceIx;
}

/// A value for each thing of a kind.
#[derive(Debug, Clone)]
pub(super) struct Column<I, T> {
    rows: Vec<T>,
    of: PhantomData<fn(I) -> I>,
}

/// Consecutive rows of a column.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rows<I> {
    first: usize,
    after: usize,
    of: PhantomData<fn(I) -> I>,
}

impl<I> Clone for Rows<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I> Copy for Rows<I> {}

impl<I: Index> Rows<I> {
    pub(super) fn contains(self, index: I) -> bool {
        (self.first..self.after).contains(&index.place())
    }

    pub(super) fn iter(self) -> impl ExactSizeIterator<Item = I> + Clone {
        (self.first..self.after).map(I::at)
    }

    /// The row with that number among these.
    pub(super) fn nth(self, number: usize) -> Option<I> {
        let place = self.first.checked_add(number)?;
        (place < self.after).then(|| I::at(place))
    }
}

impl<I, T> Default for Column<I, T> {
    fn default() -> Self {
        Self { rows: Vec::new(), of: PhantomData }
    }
}

impl<I: Index, T> Column<I, T> {
    pub(super) fn with_capacity(rows: usize) -> Self {
        Self { rows: Vec::with_capacity(rows), of: PhantomData }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn push(&mut self, value: T) -> I {
        self.rows.push(value);
        I::at(self.rows.len() - 1)
    }

    /// Lets a call add rows, and returns the new rows. A call that fails adds none.
    pub(super) fn extend_by<R>(&mut self, add: impl FnOnce(&mut Vec<T>) -> R) -> (Rows<I>, R) {
        let first = self.rows.len();
        let result = add(&mut self.rows);
        (Rows { first, after: self.rows.len().max(first), of: PhantomData }, result)
    }

    pub(super) fn get(&self, index: I) -> Result<&T, Astray> {
        self.rows.get(index.place()).ok_or(Astray)
    }

    pub(super) fn get_mut(&mut self, index: I) -> Result<&mut T, Astray> {
        self.rows.get_mut(index.place()).ok_or(Astray)
    }

    pub(super) fn rows(&self, rows: Rows<I>) -> Result<&[T], Astray> {
        self.rows.get(rows.first..rows.after).ok_or(Astray)
    }

    pub(super) fn rows_mut(&mut self, rows: Rows<I>) -> Result<&mut [T], Astray> {
        self.rows.get_mut(rows.first..rows.after).ok_or(Astray)
    }

    pub(super) fn values(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    pub(super) fn values_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.rows.iter_mut()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (I, &T)> {
        self.rows.iter().enumerate().map(|(place, value)| (I::at(place), value))
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (I, &mut T)> {
        self.rows.iter_mut().enumerate().map(|(place, value)| (I::at(place), value))
    }
}

impl<I: Index, T: Clone> Column<I, T> {
    /// A column with the length of another one, filled with one value.
    pub(super) fn like<U>(other: &Column<I, U>, value: T) -> Self {
        Self { rows: vec![value; other.rows.len()], of: PhantomData }
    }
}

impl<I: Index, T> FromIterator<T> for Column<I, T> {
    fn from_iter<V: IntoIterator<Item = T>>(values: V) -> Self {
        Self { rows: values.into_iter().collect(), of: PhantomData }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_beyond_its_column_is_an_error() {
        let mut column: Column<LineIx, i64> = [3, 5].into_iter().collect();
        let last = column.push(7);
        assert_eq!(column.get(last), Ok(&7));
        assert_eq!(column.get(LineIx::at(3)), Err(Astray));
        let (rows, ()) = column.extend_by(|rows| rows.extend([8, 9]));
        assert_eq!(column.rows(rows), Ok(&[8, 9][..]));
        assert_eq!((rows.nth(1), rows.nth(2)), (Some(LineIx::at(4)), None));
        assert_eq!(Column::<LineIx, i64>::default().rows(rows), Err(Astray));
    }
}
