//! The parts of an application, each checked separately. In a damaged application, the undamaged parts are still
//! checked.
//!
//! The parts are derived from the declaration of the application, so no member can be left out.

use crate::{
    finding::{At, Check},
    prose,
    wire::{Json, JsonValue, List, MemberName, Step, Wire},
};
use std::{collections::HashSet, marker::PhantomData};

/// A member of an application, with the check for its value or for each of its items.
pub(crate) struct Part {
    pub(crate) name: MemberName,
    /// Checks one item if the member is a list, or else the whole value.
    pub(crate) check: PartCheck,
    pub(crate) is_list: bool,
}

/// Reads a value from its text and checks it. The current place must be the holder of the value.
type PartCheck = fn(&str, Step, &mut At);

impl Part {
    /// Checks the member of an object read from a text, except at damaged places.
    pub(crate) fn judge(&self, text: &str, object: &Json, damaged: &HashSet<&str>, at: &mut At) {
        let Some(value) = object.get(self.name.as_str()) else { return };
        let text_of = |value: &Json| text.get(value.span.start..value.span.end).unwrap_or_default();
        let is_sound = |at: &mut At, step| !damaged.contains(at.step(step, |at| at.pointer()).as_str());
        match &value.value {
            JsonValue::List(items) if self.is_list => at.within(self.name, |at| {
                for (index, item) in items.iter().enumerate() {
                    if is_sound(at, Step::Item(index)) {
                        (self.check)(text_of(item), Step::Item(index), at);
                    }
                }
            }),
            _ if is_sound(at, self.name.step()) => (self.check)(text_of(value), self.name.step(), at),
            _ => {}
        }
    }
}

fn with_rules<T: Check + Wire>(text: &str, step: Step, at: &mut At) {
    if let Ok(value) = serde_json::from_str::<T>(text) {
        at.step(step, |at| value.check_as_part(at));
        prose::check_texts_of(&value, step, at);
    }
}

/// A type without rules of its own can still contain free text.
fn with_texts<T: Wire>(text: &str, step: Step, at: &mut At) {
    if let Ok(value) = serde_json::from_str::<T>(text) {
        prose::check_texts_of(&value, step, at);
    }
}

/// The type of a member. A method call finds the trait that matches with the most references, so the order of
/// preference is the order of the traits below.
pub(crate) struct Type<T>(PhantomData<T>);

impl<T> Type<T> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

/// Lists of a type with rules.
pub(crate) trait ListWithRules {
    fn part(&self, name: MemberName) -> Part;
}

impl<T: Check + Wire, const MIN: usize, const MAX: usize> ListWithRules for &&&Type<List<T, MIN, MAX>> {
    fn part(&self, name: MemberName) -> Part {
        Part { name, check: with_rules::<T>, is_list: true }
    }
}

/// All other lists.
pub(crate) trait ListWithTexts {
    fn part(&self, name: MemberName) -> Part;
}

impl<T: Wire, const MIN: usize, const MAX: usize> ListWithTexts for &&Type<List<T, MIN, MAX>> {
    fn part(&self, name: MemberName) -> Part {
        Part { name, check: with_texts::<T>, is_list: true }
    }
}

/// Types with rules.
pub(crate) trait WithRules {
    fn part(&self, name: MemberName) -> Part;
}

impl<T: Check + Wire> WithRules for &Type<T> {
    fn part(&self, name: MemberName) -> Part {
        Part { name, check: with_rules::<T>, is_list: false }
    }
}

/// All other types.
pub(crate) trait WithTexts {
    fn part(&self, name: MemberName) -> Part;
}

impl<T: Wire> WithTexts for Type<T> {
    fn part(&self, name: MemberName) -> Part {
        Part { name, check: with_texts::<T>, is_list: false }
    }
}

/// Declares a record and lists its members as parts.
macro_rules! record_of_parts {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            required { $( $(#[doc = $rdoc:literal])+ $rclass:ident $rname:ident: $rtype:ty, )* }
            optional { $( $(#[doc = $odoc:literal])+ $oclass:ident $oname:ident: $otype:ty, )* }
        }
    ) => {
        $crate::wire::record! {
            $(#[doc = $doc])+
            pub struct $name {
                required { $( $(#[doc = $rdoc])+ $rclass $rname: $rtype, )* }
                optional { $( $(#[doc = $odoc])+ $oclass $oname: $otype, )* }
            }
        }

        impl $name {
            /// The members of the record, as parts that can be checked separately.
            pub(crate) fn parts() -> Vec<$crate::record::application::part::Part> {
                use $crate::record::application::part::{ListWithRules as _, ListWithTexts as _, Type, WithRules as _, WithTexts as _};
                vec![
                    $( (&&&&Type::<$rtype>::NEW).part(Self::MEMBERS.$rname), )*
                    $( (&&&&Type::<$otype>::NEW).part(Self::MEMBERS.$oname), )*
                ]
            }
        }
    };
}
pub(crate) use record_of_parts;
