//! Many enterprises at once: the screen, the workbooks that are filled in and written, and what is wrong with a row.

use rating::Text;

use crate::{Lang, Words};

/// A phrase in both languages, each with `{name}` filled in.
pub fn both(words: Words, values: &[(&str, &Text)]) -> Text {
    let fill = |lang: Lang| {
        let values: Vec<_> = values.iter().map(|(name, text)| (*name, lang.text(text))).collect();
        lang.fill(words, &values)
    };
    Text::new(fill(Lang::Zh), fill(Lang::En))
}

// The screen.
words! {
    MANY: "批量测算", "Many at once";
    MANY_HELP: "给街道、园区和集团公司：一个表格，一行一家企业，一次测算最多 {n} 家。Excel（.xlsx）或 CSV 表格，列的次序不限，中文、英文的表头和选项都认。",
        "For street offices, parks and groups: one table, one enterprise a row, up to {n} at a time. XLSX or CSV, columns in any order, headings and choices in Chinese or English.";
    MANY_PRIVACY: "表格在您的设备上读取和测算，不上传，也不保存；关闭或刷新本页后就没有了。",
        "The table is read and rated on your device. It is not uploaded and not kept: once this page is closed or reloaded it is gone.";
    MANY_DEFAULTS: "留空的项目按默认值计算，与逐家测算相同。每行按一个单位计算：有几个厂、店、工地或车队的企业，请逐家测算。",
        "What is left blank takes its default, as in a single estimate. A row is one unit: an enterprise of several plants, shops, sites or fleets is estimated by itself.";
    MANY_TEMPLATE: "下载模板（.xlsx）", "Download a template (.xlsx)";
    MANY_TEMPLATE_UNDER_WAY: "正在生成模板……", "Making the template …";
    MANY_TEMPLATE_DONE: "模板已下载，含全部选项。", "The template is downloaded, with all choices.";
    MANY_TEMPLATE_FILE: "批量测算模板", "many-template";
    MANY_FAILED: "没有做成。请检查网络后再试一次；还不行，请换一个文件，或另存为 .csv 再选。",
        "That did not work. Check the network and try again; if that fails, try another file or save it as .csv.";
    MANY_INCEPTION_HELP: "用于没有“起保日期”一列的表格，以及这一列留空的行。",
        "For tables without a column \"Inception\", and for rows that leave it blank.";
    MANY_FILE: "选择企业清单，或拖到这里", "Choose the list, or drop it here";
    MANY_READING: "正在读取和测算……", "Reading and rating …";
    MANY_IN_ORDER: "{n} 家企业，全部测算完成。", "All rated: {n}.";
    MANY_PROBLEMS: "{n} 家企业测算完成，另有 {m} 行没有测算，原因见下。", "Rated: {n}. Rows not rated: {m}, see below why.";
    MANY_TOTAL: "保险费合计", "Premiums in all";
    MANY_FIGURES: "平均 {average}，中位数 {median}，最低 {least}，最高 {most}。",
        "Mean {average}, median {median}, least {least}, most {most}.";
    MANY_MUST: "其中强制投保 {n} 家，保险费 {amount}。", "Of these {n} must buy: {amount}.";
    MANY_TARIFF: "依据：{title}（{id}，第 {edition} 版，摘要 {digest}…），{n} 家",
        "By {title} ({id}, edition {edition}, digest {digest}…): {n}";
    MANY_MARK: "{n} 家的保险费按标为“{mark}”的费率算出。", "{n} of the premiums rest on figures marked \"{mark}\".";
    MANY_UNKNOWN: "没有认出、没有使用的列：{list}", "Columns that were not understood and not used: {list}";
    MANY_IGNORED: "“{label}”有 {n} 行填写了但不适用，没有使用。", "\"{label}\" is filled in but does not apply in {n} rows: not used.";
    MANY_BY_GROUP: "按“{label}”", "By {label}";
    MANY_GROUP_SUM: "{n} 家，{amount}", "{n}: {amount}";
    MANY_SPREAD: "保险费的分布", "How premiums are spread";
    MANY_BIN: "{from} – {to} 元", "{from} – {to} yuan";
    MANY_LAST_BIN: "{from} 元以上", "from {from} yuan";
    MANY_COUNT: "{n} 家", "{n}";
    MANY_RESULTS: "逐家结果", "Each enterprise";
    MANY_ORDER: "次序", "Order";
    MANY_AS_GIVEN: "按清单的次序", "As in the list";
    MANY_DEAREST: "保险费从高到低", "Dearest first";
    MANY_CHEAPEST: "保险费从低到高", "Cheapest first";
    MANY_ROW: "行", "Row";
    MANY_NAME: "企业名称", "Enterprise";
    MANY_NUMBER: "编号", "Number";
    MANY_PREMIUM: "保险费（元）", "Premium (yuan)";
    MANY_OPEN: "{name}，在新窗口里打开测算", "{name}: open the estimate in a new window";
    MANY_PAGE: "第 {from}–{to} 家，共 {of} 家", "{from}–{to} of {of}";
    MANY_WRONG: "没有测算的行", "Rows that were not rated";
    MANY_WRONG_PAGE: "第 {from}–{to} 处，共 {of} 处", "{from}–{to} of {of}";
    MANY_FIRST_WRONG: "这里只列出前 {n} 处，导出的表格里有全部。", "Only the first {n} stand here; the exported table has all.";
    MANY_EXPORT: "导出结果（.xlsx）", "Export the results (.xlsx)";
    MANY_EXPORTING: "正在生成表格……", "Writing the table …";
    MANY_EXPORTED: "表格已下载。", "The table is downloaded.";
    MANY_EXPORT_FILE: "批量测算", "many";
    MANY_REMOVE: "移除清单", "Remove the list";
}

// What is wrong with a row.
words! {
    MANY_UNSURE: "批量测算需要确定的答案；留空则按默认值计算", "a list needs a definite answer; left blank it takes the default";
    MANY_NO_CHOICE: "没有这个选项。可填：{choices}", "there is no such choice. Choose from: {choices}";
    MANY_PERCENT: "可能是 {as_is}%，也可能是 {times}%，请写上百分号", "this may be {as_is}% or {times}%: write the % sign";
    MANY_NO_TARIFF: "没有适用于这一天的费率表", "no tariff rates this day";
}

// The workbooks.
words! {
    MANY_LIST_SHEET: "企业清单", "Enterprises";
    MANY_CHOICES_SHEET: "选项", "Choices";
    MANY_EXAMPLE: "示例（填写时不必删除）", "Example (may stay)";
    MANY_QUESTION: "栏目", "Column";
    MANY_ANSWER: "可填", "Answers";
    MANY_CODE: "代码", "Code";
    MANY_APPLIES: "适用于", "Where";
    MANY_MEANS: "说明", "Meaning";
    MANY_DEFAULT: "留空时", "If blank";
    MANY_BOUNDS: "{least} 至 {most}", "{least} to {most}";
    MANY_SUMMARY_SHEET: "汇总", "Summary";
    MANY_RESULTS_SHEET: "测算结果", "Results";
    MANY_WRONG_SHEET: "没有测算的行", "Not rated";
    MANY_ITEM: "项目", "Item";
    MANY_VALUE: "内容", "Value";
    MANY_FROM_FILE: "清单", "List";
    MANY_RATED_ON: "测算日期", "Rated on";
    MANY_RATED: "测算完成", "Rated";
    MANY_NOT_RATED: "没有测算（行）", "Rows not rated";
    MANY_TARIFF_ID: "费率表", "Tariff";
    MANY_EDITION: "版次", "Edition";
    MANY_DIGEST: "费率表摘要（SHA-256）", "Digest of the tariff (SHA-256)";
    MANY_MARKS: "数据性质", "Mark";
    MANY_MUST_BUY: "是否必须投保", "Must buy";
    MANY_ENTERPRISES: "家数", "Enterprises";
    MANY_PREMIUMS: "保险费合计（元）", "Premiums (yuan)";
    MANY_NOTE: "说明", "Note";
    MANY_COLUMN: "列", "Column";
    MANY_WHY: "原因", "Why";
}
