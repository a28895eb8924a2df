-- SPDX-License-Identifier: MIT-0
-- Les bilans en chiffres, une ligne par bilan et par thème : combien d’actions dans chaque état, prévu, dépensé. Pour qui veut les
-- reprendre dans un tableur ; un site sans page « kind: bilan » n’a pas ce tableau.

local suivi = require("suivi")

local ANGLAIS = { "done", "running", "planned", "postponed", "not done", "dropped" }         -- dans l’ordre de suivi.ETATS

return function(data, site)
  local columns = {}
  local function colonne(id, fr, en, type) columns[#columns + 1] = { id = id, label = fr == en and fr or { fr = fr, en = en }, type = type } end
  colonne("bilan", "Bilan", "Review")
  colonne("du", "Du", "From")
  colonne("au", "Au", "To")
  colonne("theme", "Thème", "Theme")
  colonne("actions", "Actions", "Actions", "integer")
  for k, e in ipairs(suivi.ETATS) do colonne("e" .. k, e, ANGLAIS[k], "integer") end
  colonne("sans", suivi.SANS_ETAT, "not known", "integer")
  colonne("prevu", "Prévu sur la durée (€)", "Planned over the whole time (€)", "integer")
  colonne("depense", "Dépensé dans la période (€)", "Spent in the period (€)", "integer")

  local rows = {}
  for _, page in ipairs(site.pages) do
    local quand = page.kind == "bilan" and page.lang == site.lang and suivi.periode({}, page, site)
    for _, th in ipairs(quand and suivi.par_theme(suivi.actions(page, site)) or {}) do
      local compte = suivi.compte(th.actions, quand.fin)
      local row = { bilan = page.title, du = quand.debut, au = quand.fin, theme = th.nom, actions = #th.actions,
                    sans = compte[suivi.SANS_ETAT], prevu = suivi.prevu(th.actions), depense = suivi.depense(th.actions, quand) }
      for k, e in ipairs(suivi.ETATS) do row["e" .. k] = compte[e] end
      rows[#rows + 1] = row
    end
  end
  if #rows == 0 then return false end
  local organisme = site.organisation and site.organisation.nom
  return { title = { fr = "Les bilans en chiffres", en = "Reviews in figures" }, columns = columns, rows = rows, source = type(organisme) == "string" and organisme or nil }
end
