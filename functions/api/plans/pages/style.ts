export const style = `
:root{color-scheme:light dark;--ink:#16181d;--soft:#5b6270;--line:#d9dce3;--paper:#fff;--sheet:#f4f5f7;--lane:#f7f8fa;--act:#1f57b8;--bar:#b9cdf0;--good:#0b6b3a;--bad:#a32020;--say:#6b3f9e}
@media (prefers-color-scheme:dark){:root{--ink:#eceef2;--soft:#a3aab8;--line:#3a3f4a;--paper:#1b1d22;--sheet:#121317;--lane:#22252b;--act:#86b1ff;--bar:#3b5688;--good:#4cc38a;--bad:#ff8a80;--say:#c9a7f0}}
*{box-sizing:border-box}
body{margin:0;background:var(--sheet);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:76rem;margin:0 auto;padding:1rem}
header,section{background:var(--paper);border:1px solid var(--line);border-radius:.75rem;padding:1.25rem;margin:0 0 1rem}
h1{font-size:1.625rem;line-height:1.25;margin:.25rem 0 .5rem}h2{font-size:1.125rem;margin:0 0 .5rem}h3{font-size:1rem;margin:0}
p{margin:.25rem 0}.soft{color:var(--soft)}.small{font-size:.875rem}.late{color:var(--bad);font-weight:600}.fine{color:var(--good);font-weight:600}
.tag{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:0 .625rem;font-size:.875rem;font-weight:600}
.level{font-size:1.25rem;font-weight:650;margin:.5rem 0 0}
.totals{display:flex;flex-wrap:wrap;gap:.25rem 2rem;list-style:none;margin:1rem 0 0;padding:0}.totals b{font-size:1.375rem;margin-inline-end:.375rem;font-variant-numeric:tabular-nums}
dl{margin:.75rem 0 0;display:flex;flex-wrap:wrap;gap:.125rem 2rem}dt,dd{display:inline;margin:0}dt{color:var(--soft)}dd{margin-inline-start:.5rem}
.notes{margin:.75rem 0 0;padding:.5rem .875rem;border-inline-start:4px solid var(--act);background:var(--lane)}
.scroll{overflow-x:auto;margin:.75rem 0}.scroll>svg{display:block}.scroll>.names{display:none}.ladder{width:100%;height:auto}
svg text{font-size:13px;fill:var(--ink);paint-order:stroke;stroke:var(--lane);stroke-width:3px;stroke-linejoin:round}svg text.small{font-size:12px}svg .name{font-weight:600}svg text.soft{fill:var(--soft)}
.lane{fill:var(--lane)}.grid{stroke:var(--line);stroke-width:1}.moment{stroke:var(--soft);stroke-dasharray:2 3}.moment.good{stroke:var(--good);stroke-width:2;stroke-dasharray:none}
.goodtext{fill:var(--good)!important}.noticetext{fill:var(--say)!important}
.alert{fill:var(--act)}.notice{fill:var(--say)}path.good{stroke:var(--good)}path.bad{fill:var(--bad)}.line{fill:none!important;stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round}path.bad.line{stroke:var(--bad)}
.hollow{fill:var(--paper);stroke-width:2}.hollow.good{stroke:var(--good)}.hollow.bad{stroke:var(--bad)}
.wait{fill:none;stroke:var(--act);stroke-width:2;stroke-dasharray:4 4}.bar{fill:var(--bar)}.bar.open{fill:none;stroke:var(--act);stroke-dasharray:4 3}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:.5rem 0 0;padding:0;font-size:.875rem}.legend li{display:flex;align-items:center;gap:.375rem}
.table{overflow-x:auto}table{width:100%;border-collapse:collapse}caption{text-align:start;color:var(--soft);font-size:.875rem}
th,td{text-align:start;vertical-align:top;padding:.4375rem .75rem .4375rem 0;border-top:1px solid var(--line)}thead th{border-top:0;color:var(--soft);font-weight:500;font-size:.875rem;white-space:nowrap}
td.n{white-space:nowrap;font-variant-numeric:tabular-nums}tbody th{font-weight:600;min-width:8rem}
ol.read{list-style:none;margin:0;padding:0}ol.read li{border-top:1px solid var(--line);padding:.625rem 0;display:grid;grid-template-columns:9rem 1fr;gap:0 1rem}ol.read li:first-child{border-top:0}
.decide{fill:var(--paper);stroke:var(--ink);stroke-width:1.5}.again{fill:none;stroke:var(--act);stroke-width:2}
nav ul{display:flex;flex-wrap:wrap;gap:0 1.25rem;list-style:none;margin:.75rem 0 0;padding:.5rem 0 0;border-top:1px solid var(--line)}nav a,a{color:var(--act)}nav a{display:inline-block;padding:.125rem 0}
.work td:first-child{width:52%}.group th{padding-top:1rem;border-top:2px solid var(--line);font-size:1.0625rem}.more{font-size:.875rem}
.forbidden{list-style:none;margin:.25rem 0 0;padding:.5rem .875rem;border:2px solid var(--bad);border-radius:.5rem}.forbidden li{display:flex;gap:.625rem;padding:.25rem 0}.forbidden svg{flex:none;margin-top:.125rem}
.plain{list-style:none;margin:0;padding:0}.list,.points{margin:.25rem 0;padding-inline-start:1.25rem}.points{columns:18rem auto;column-gap:2rem}.points li,.list li{break-inside:avoid}
.tree,.under,.posts,.seats,.cards{list-style:none;margin:0;padding:0}.tree>li{margin:0 0 1.25rem}
.card{border:1px solid var(--line);border-radius:.5rem;padding:.625rem .875rem;background:var(--paper);overflow-wrap:anywhere}.heads{border:2px solid var(--act)}.tree>li>.card{border-width:2px}
.post{margin-top:.5rem}.posts li{padding:.125rem 0}.leads{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem;margin:.25rem 0}
.under{padding-inline-start:1.5rem}.under>li{position:relative;padding-top:.75rem}
.under>li::before{content:'';position:absolute;inset-inline-start:-.75rem;top:0;width:.75rem;height:2.25rem;border-inline-start:2px solid var(--soft);border-bottom:2px solid var(--soft)}
.under>li:not(:last-child)::after{content:'';position:absolute;inset-inline-start:-.75rem;top:0;bottom:0;border-inline-start:2px solid var(--soft)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr));gap:.75rem;margin:0 0 1.25rem}
.seats{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr));gap:.75rem;margin-top:.5rem}.seats>li{border:1px solid var(--line);border-radius:.5rem;padding:.625rem .875rem}
@media (min-width:60rem),print{.tree>li>.card{max-width:34rem;margin:0 auto}
.beside{display:flex;gap:.75rem;padding:1rem 0 0;position:relative}.beside::before{content:'';position:absolute;inset-inline-start:50%;top:0;height:1rem;border-inline-start:2px solid var(--soft)}
.beside>li{flex:1 1 0;min-width:0;padding-top:1rem}
.beside>li::before{inset-inline-start:50%;width:0;height:1rem;border-bottom:0}
.beside>li::after,.beside>li:not(:last-child)::after{content:'';position:absolute;top:0;bottom:auto;inset-inline:-.375rem;height:0;border:0;border-top:2px solid var(--soft)}
.beside>li:first-child::after{inset-inline-start:50%}.beside>li:last-child::after{inset-inline-end:50%}
.tree>li>.under:not(.beside){max-width:34rem;margin:0 auto}}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
@media screen and (max-width:60rem){.ladder{width:auto}.scroll>.names{display:block;position:sticky;inset-inline-start:0;float:inline-start;margin-inline-end:-136px;background:var(--paper)}
header,section{padding:1rem}ol.read li{grid-template-columns:1fr}}
@media (max-width:40rem){.table thead{position:absolute;clip-path:inset(50%)}.table tr{display:block;border-top:1px solid var(--line);padding:.5rem 0}.table td,.table th{display:block;border:0;padding:.0625rem 0}.table td:first-child{width:auto}.work td:first-child{font-weight:600}.more,.more *{font-weight:400}.table td.n{display:inline-block;margin-inline-end:1rem}.table td[data-is]::before{content:attr(data-is) "  ";color:var(--soft)}}
@page{size:A4 landscape;margin:12mm}
@media print{:root{color-scheme:light;--ink:#000;--soft:#333;--line:#999;--paper:#fff;--sheet:#fff;--lane:#f6f6f6;--act:#000;--bar:#ccc;--good:#000;--bad:#000;--say:#000}
body{font-size:10.5pt}main{max-width:none;padding:0}header,section{border:0;border-radius:0;padding:0;margin:0 0 8mm}.scroll,.table{overflow:visible}
nav a{color:inherit;text-decoration:none}.grid{stroke:#ddd}#ladder,#organization{break-before:page}h1,h2,h3,.group{break-after:avoid}tr,svg,.notes,.card,.scroll,.read li,.forbidden{break-inside:avoid}.scroll{margin:0 0 3mm}svg text{font-size:13px}.card,.seats>li{border-color:#666}.tag{padding:0 .375rem}thead{display:table-header-group}*{print-color-adjust:exact}}
`;
