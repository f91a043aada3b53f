//! The changes that a new revision of a programme makes, as a record.

use crate::{
    analysis::{Births, births},
    any_json::json,
    effects::CasesReply,
    failure::{Failure, listed},
    reply::replies,
    text::{AnyText, Said},
};
use tongbiao::{
    amendment::{Amendment, BirthChange, Change, Renewal, Side},
    programme::Programme,
    value::{Date, LocalId, Period, Text},
    wire::{Integer, Json, List, record},
};

record! {
    /// 项目的版本 · Revision of a programme.
    pub struct RevisionName {
        required {
            /// 项目标识 · Identifier of the programme.
            public programme: LocalId,
            /// 项目版本 · Revision.
            public revision: Integer<1, 100000>,
            /// 项目名称 · Title.
            public title: Text<1, 200>,
        }
        optional {
            /// 英文名称 · Title in English.
            public title_en: Text<1, 200>,
        }
    }
}

record! {
    /// 条款 · Clause in one of the two revisions.
    pub struct SideReply from NewSideReply {
        required {
            /// 位置 · Place, as a JSON Pointer.
            public pointer: AnyText,
            /// 值 · Value; for a reordered list, the names of its items.
            public value: Json,
            /// 中文 · Chinese.
            public zh: AnyText,
            /// 英文 · English.
            public en: AnyText,
        }
        optional {}
    }
}

record! {
    /// 变化 · Change of a clause.
    pub struct ChangeReply {
        required {
            /// 变化种类 · Kind of change: added, removed, changed or moved.
            public kind: AnyText,
            /// 影响 · Effect of the change: outcome or wording.
            public bearing: AnyText,
            /// 条款 · Changed clause, by the names on the way to it.
            public what: Said,
        }
        optional {
            /// 原条款 · Old clause.
            ///
            /// 新增的，不填。
            /// Omitted if the clause is new.
            public old: SideReply,
            /// 新条款 · New clause.
            ///
            /// 删除的，不填。
            /// Omitted if the clause was removed.
            public new: SideReply,
            /// 方向 · Direction: wider, narrower, higher or lower.
            ///
            /// 方向不确定的，不填。
            /// Omitted if the direction is not certain.
            public direction: AnyText,
        }
    }
}

record! {
    /// 删除和新增的给付项 · Removed items and new items.
    pub struct RenewalReply {
        required {
            /// 删除的给付项 · Removed items.
            public gone: List<LocalId, 0, 1000>,
            /// 新增的给付项 · New items.
            public new: List<LocalId, 0, 1000>,
        }
        optional {}
    }
}

record! {
    /// 出生日期范围的变化 · Change of eligible birth dates.
    pub struct BirthChangeReply {
        required {
            /// 要求标识 · Identifier of the requirement.
            public requirement: LocalId,
        }
        optional {
            /// 原范围 · Birth dates under the old revision.
            ///
            /// 旧版本无此条件的，不填。
            /// Omitted if the old revision has no such condition.
            public before: List<Births, 0, 100>,
            /// 新范围 · Birth dates under the new revision.
            ///
            /// 新版本无此条件的，不填。
            /// Omitted if the new revision has no such condition.
            public after: List<Births, 0, 100>,
        }
    }
}

record! {
    /// 符合条件的出生日期 · Eligible birth dates.
    pub struct BirthsReply {
        required {
            /// 变化 · Changes.
            public changes: List<BirthChangeReply, 0, 10000>,
        }
        optional {
            /// 年龄计算日期 · Date on which ages are computed.
            public as_of: Date,
        }
    }
}

record! {
    /// 版本比较结果 · Differences between two revisions.
    pub struct DiffReply from NewDiffReply {
        required {
            /// 旧版本 · Old revision.
            public old: RevisionName,
            /// 新版本 · New revision.
            public new: RevisionName,
            /// 是否同一项目 · Whether both have the same programme identifier.
            public same_programme: bool,
            /// 变化 · Changes.
            public changes: List<ChangeReply, 0, 1000000>,
            /// 对申请条件的影响 · Effect of all changes on eligibility: unchanged, wider, narrower or open.
            public eligibility: AnyText,
            /// 符合条件的出生日期 · Changes of the eligible birth dates.
            public births: BirthsReply,
        }
        optional {
            /// 删除和新增的给付项 · Removed items and new items.
            ///
            /// 以往给付按给付项标识对应，删除的给付项的以往给付不从新增的给付项中扣除。
            /// Earlier awards are matched by the identifiers of items: earlier awards of a removed item are not deducted from a new item.
            public items_renewed: RenewalReply,
            /// 同时有效的期间 · Period in which both are in force.
            public overlap: Period,
            /// 均未生效的期间 · Period between the two in which neither is in force.
            public gap: Period,
            /// 对申请的影响 · Effects on applications.
            financial cases: CasesReply,
        }
    }
}

replies!(DiffReply);

/// The comparison of two programmes as a reply.
///
/// # Errors
/// There are too many changes for a reply.
pub fn reply(
    old: &Programme,
    new: &Programme,
    amendment: &Amendment,
    cases: Option<CasesReply>,
) -> Result<DiffReply, Failure> {
    let changes = amendment.births.iter().map(birth).collect::<Result<Vec<_>, _>>()?;
    let mut births = BirthsReply::new(listed(changes)?);
    births.as_of = amendment.as_of;
    let mut reply = DiffReply::new(NewDiffReply {
        old: revision(old),
        new: revision(new),
        same_programme: amendment.is_same_programme,
        changes: listed(amendment.changes.iter().map(change))?,
        eligibility: amendment.reach.as_str().into(),
        births,
    });
    reply.items_renewed = amendment.renewal.as_ref().map(renewal).transpose()?;
    if amendment.is_same_programme {
        (reply.overlap, reply.gap) = (amendment.in_force.overlap.clone(), amendment.in_force.gap.clone());
    }
    reply.cases = cases;
    Ok(reply)
}

fn revision(programme: &Programme) -> RevisionName {
    let mut name = RevisionName::new(programme.id.clone(), programme.revision, programme.title.clone());
    name.title_en = programme.title_en.clone();
    name
}

fn change(change: &Change) -> ChangeReply {
    let mut reply =
        ChangeReply::new(change.kind.as_str().into(), change.bearing.as_str().into(), Said::from(change.what.clone()));
    reply.old = change.before.as_ref().map(side);
    reply.new = change.after.as_ref().map(side);
    reply.direction = change.direction.map(|direction| direction.as_str().into());
    reply
}

fn side(side: &Side) -> SideReply {
    let words = &side.words;
    SideReply::new(NewSideReply {
        pointer: side.pointer.as_str().into(),
        value: json(&side.value),
        zh: words.zh.as_str().into(),
        en: words.en.as_str().into(),
    })
}

fn renewal(Renewal { gone, new, .. }: &Renewal) -> Result<RenewalReply, Failure> {
    Ok(RenewalReply::new(listed(gone.iter().cloned())?, listed(new.iter().cloned())?))
}

fn birth(change: &BirthChange) -> Result<BirthChangeReply, Failure> {
    let mut reply = BirthChangeReply::new(change.requirement.clone());
    reply.before = change.before.as_deref().map(births).transpose()?;
    reply.after = change.after.as_deref().map(births).transpose()?;
    Ok(reply)
}
