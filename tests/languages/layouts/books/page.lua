-- SPDX-License-Identifier: MIT-0
-- A small book for each language, with the families of its script.
return {
  name = "page",
  page = { format = "A5" },
  contents = 0,
  text = { size = 11, justify = true },
  fonts = {
    text = { "Noto Sans" },
    ar = { "Noto Naskh Arabic", "Noto Sans" },
    fa = { "Noto Naskh Arabic", "Noto Sans" },
    ps = { "Noto Naskh Arabic", "Noto Sans" },
    ur = { "Noto Naskh Arabic", "Noto Sans" },
    bn = { "Noto Sans Bengali", "Noto Sans" },
    ta = { "Noto Sans Tamil", "Noto Sans" },
    ti = { "Noto Sans Ethiopic", "Noto Sans" },
    ka = { "Noto Sans Georgian", "Noto Sans" },
    hy = { "Noto Sans Armenian", "Noto Sans" },
    zh = { "Noto Sans CJK SC", "Noto Sans" },
  },
  pages = { "/*" },
}
