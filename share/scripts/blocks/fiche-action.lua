-- SPDX-License-Identifier: MIT-0
-- Une fiche action de la convention, pour le papier : ses champs, l’un après l’autre. Un livre l’appelle par
-- sheets = { action = "fiche-action" }.

local fiche = require("fiche")

local function couts(suite, liste)
  if not liste or #liste == 0 then return end
  local rows, columns = {}, {
    { id = "poste", label = t("Poste") }, { id = "montant", label = t("Montant"), type = "figure" },
  }
  local financeurs = false
  for i, cout in ipairs(liste) do
    local noms = {}
    for _, un in ipairs(cout.financeurs or {}) do
      noms[#noms + 1] = un.nom .. (un.montant and t(" : ") .. fiche.euros(un.montant) or "")
    end
    financeurs = financeurs or #noms > 0
    rows[i] = { poste = cout.poste, montant = fiche.euros(cout.montant), financeurs = #noms > 0 and table.concat(noms, ", ") or nil }
  end
  if financeurs then columns[3] = { id = "financeurs", label = t("Financeurs") } end
  fiche.titre(suite, t("Coûts"))
  suite[#suite + 1] = { type = "tableau", columns = columns, rows = rows }
end

-- « 31 décembre 2025 : en cours. Résultats… » ; un point d’étape par ligne.
local function etapes(suivi)
  local lignes = {}
  for i, s in ipairs(suivi or {}) do
    local dit = { date(s.date) .. (s.etat and t(" : ") .. t(s.etat) or "") .. (s.raison and " (" .. s.raison .. ")" or "") .. "." }
    for _, x in ipairs(s.resultats or {}) do dit[#dit + 1] = x end
    for _, x in ipairs(s.difficultes or {}) do dit[#dit + 1] = x end
    if s.depense then dit[#dit + 1] = string.format(t("Dépense : %s."), s.depense) end
    lignes[i] = table.concat(dit, " ")
  end
  return lignes
end

return function(args, content, page)
  local suite = {}
  local numero = string.format(t("Fiche %s"), page.numero or "")
  suite[1] = brut(page.theme and page.theme .. " · " .. numero or numero)
  if page.etat then suite[2] = "**" .. brut(t(page.etat)) .. "**" .. (page.raison and t(" : ") .. brut(page.raison) or "") end
  fiche.champ(suite, t("Suite de"), page.suite_de)
  fiche.champ(suite, t("Constats"), page.constats)
  fiche.champ(suite, t("Objectifs"), fiche.objectifs(page.objectifs, page.theme))
  fiche.champ(suite, t("Effets attendus"), page.effets)
  fiche.champ(suite, t("Public cible"), page.publics)
  fiche.champ(suite, t("Moyens humains"), page.moyens_humains)
  couts(suite, page.couts)
  fiche.champ(suite, t("Pilotage"), page.pilotage)
  fiche.champ(suite, t("Responsable"), page.responsable)
  fiche.champ(suite, t("Partenaires à mobiliser"), page.partenaires)
  if page.debut or page.fin then
    fiche.champ(suite, t("Échéancier"), page.debut and page.fin and page.debut .. "–" .. page.fin or page.debut or page.fin)
  end
  fiche.section_indicateurs(suite, page.indicateurs)
  fiche.champ(suite, t("Suivi"), etapes(page.suivi))
  fiche.champ(suite, t("Résultats"), page.resultats)
  fiche.champ(suite, t("Difficultés"), page.difficultes)
  fiche.champ(suite, t("Perspectives"), page.perspectives)
  return suite
end
