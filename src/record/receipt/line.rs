//! The parts of a receipt.

use crate::{
    code::{CatalogueClass, FeeCategory, PayerClass},
    record::organisation::Organisation,
    value::{Date, LineAmount, LineQuantity, LocalId, Rate, RecordNumber, SignedMoney, Text, UnitPrice},
    wire::record,
};

record! {
    /// 收费大项 · Fee category amount.
    pub struct FeeCategoryAmount {
        required {
            /// 收费项目类别 · Fee category.
            financial category: FeeCategory,
            /// 金额 · Amount.
            financial amount: SignedMoney,
        }
        optional {
            /// 票面名称 · Name as printed.
            financial name: Text<1, 100>,
            /// 其中自费 · Out-of-catalogue cost included in the amount.
            financial self_financed: SignedMoney,
        }
    }
}

record! {
    /// 收费明细 · Line of the fee list.
    pub struct ReceiptLine {
        required {
            /// 项目名称 · Item name.
            health name: Text<1, 500>,
            /// 金额 · Amount.
            financial amount: LineAmount,
        }
        optional {
            /// 文内标识 · Identifier within the document.
            pseudonymous id: LocalId,
            /// 项目代码 · Item code.
            ///
            /// 医保药品、耗材、服务项目代码，或医院自编代码。
            /// The insurer's code of a drug, a consumable or a service, or the hospital's own code.
            health code: RecordNumber,
            /// 收费项目类别 · Fee category.
            financial category: FeeCategory,
            /// 规格 · Specification.
            health specification: Text<1, 500>,
            /// 单位 · Unit.
            health unit: Text<1, 100>,
            /// 单价 · Unit price.
            financial unit_price: UnitPrice,
            /// 数量 · Quantity.
            health quantity: LineQuantity,
            /// 发生日期 · Date of the charge.
            health charged_on: Date,
            /// 医保目录等级 · Catalogue class.
            financial catalogue_class: CatalogueClass,
            /// 先行自付比例 · Up-front co-payment rate.
            financial self_paid_rate: Rate,
            /// 先行自付金额 · Up-front co-payment.
            ///
            /// 按先行自付比例计算，不含统筹基金支付后的自付部分。
            /// Computed with the up-front co-payment rate. Excludes the co-payment that remains after the pooled fund
            /// has paid.
            financial self_paid: LineAmount,
            /// 自费金额 · Out-of-catalogue cost.
            financial self_financed: LineAmount,
            /// 个人负担金额 · Family's share of the line.
            ///
            /// 医保结算后该行由个人负担的金额，含自付与自费。各行之和应等于票据的家庭负担：个人账户支付、账户共济支付、个人现金支付与
            /// 欠费之和，减手工（零星）报销金额。
            /// Amount of this line charged to the family after the insurance settlement, inside and outside the catalogue.
            /// The sum of all lines should equal the family's share of the receipt: personal account, relative's
            /// account, cash and outstanding amount, less any manual reimbursement.
            financial person_borne: LineAmount,
            /// 支付上限单价 · Highest unit price covered by the insurance.
            financial price_limit: UnitPrice,
            /// 超限价金额 · Amount above the price limit.
            ///
            /// 该行金额中超出支付上限单价的部分。医保接口字段：overlmt_amt。
            /// Part of the amount of this line above the highest unit price that the insurance covers. Field in the
            /// insurer's interface: overlmt_amt.
            financial over_price_limit: LineAmount,
            /// 税率 · Tax rate of the invoice line.
            financial tax_rate: Rate,
            /// 税收分类编码 · Tax classification code.
            financial tax_classification: RecordNumber,
            /// 备注 · Remarks.
            health note: Text<1, 500>,
        }
    }
}

record! {
    /// 支付方金额 · Amount paid by one payer.
    pub struct PayerAmount {
        required {
            /// 支付方类别 · Payer class.
            financial payer: PayerClass,
            /// 金额 · Amount.
            financial amount: SignedMoney,
        }
        optional {
            /// 票面名称 · Name as printed.
            financial name: Text<1, 100>,
            /// 支付机构 · Paying organisation.
            financial organisation: Organisation,
        }
    }
}

record! {
    /// 票据其他信息 · Other information on the receipt.
    pub struct LocalElement {
        required {
            /// 名称 · Name as printed.
            financial name: Text<1, 100>,
        }
        optional {
            /// 内容 · Value as printed.
            financial value: Text<1, 500>,
            /// 金额 · Amount, if the value is an amount.
            ///
            /// 仅冲红票据可为负数。
            /// May be negative on a reversal only.
            financial amount: SignedMoney,
        }
    }
}
