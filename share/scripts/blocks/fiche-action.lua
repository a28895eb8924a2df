-- SPDX-License-Identifier: MIT-0
-- Une fiche action de la convention, pour le papier : ses champs, l’un après l’autre. Un livre l’appelle par
-- sheets = { action = "fiche-action" }.

local function titre(suite, texte)
  suite[#suite + 1] = { type = "titre", level = 2, text = texte }
end

local function champ(suite, texte, valeur)
  if not valeur or #valeur == 0 then return end
  titre(suite, texte)
  if type(valeur) == "string" then
    suite[#suite + 1] = valeur
  else
    local items = {}
    for _, v in ipairs(valeur) do items[#items + 1] = v end
    suite[#suite + 1] = { type = "liste", items = items }
  end
end

local function euros(texte)
  if not texte or texte == "" then return nil end
  local figure = chiffre(texte)
  return figure.kind == "number" and figure.value and monnaie(figure.value, "EUR") or texte
end

local function couts(suite, liste)
  if not liste or #liste == 0 then return end
  local rows, columns = {}, {
    { id = "poste", label = t("Poste") }, { id = "montant", label = t("Montant"), type = "figure" },
  }
  local financeurs = false
  for i, cout in ipairs(liste) do
    local noms = {}
    for _, un in ipairs(cout.financeurs or {}) do
      noms[#noms + 1] = un.nom .. (un.montant and t(" : ") .. euros(un.montant) or "")
    end
    financeurs = financeurs or #noms > 0
    rows[i] = { poste = cout.poste, montant = euros(cout.montant), financeurs = #noms > 0 and table.concat(noms, ", ") or nil }
  end
  if financeurs then columns[3] = { id = "financeurs", label = t("Financeurs") } end
  titre(suite, t("Coûts"))
  suite[#suite + 1] = { type = "tableau", columns = columns, rows = rows }
end

-- « I.2.1 » désigne un objectif du plan : son titre est écrit à côté.
local function objectifs(liste, theme)
  local textes = {}
  for i, texte in ipairs(liste or {}) do
    local titre = theme and objectif(theme, texte)
    textes[i] = titre and texte .. " – " .. titre or texte
  end
  return textes
end

local function indicateurs(noms, mesures)
  local liste = {}
  for i, nom in ipairs(noms or {}) do
    liste[i] = nom
    for _, mesure in ipairs(mesures or {}) do
      if mesure.indicateur == nom and mesure.libelle then liste[i] = t(mesure.libelle) end
    end
  end
  return liste
end

-- « 31 décembre 2025 : en cours. Résultats… » ; un point d’étape par ligne.
local function etapes(suivi)
  local lignes = {}
  for i, s in ipairs(suivi or {}) do
    local dit = { date(s.date) .. (s.etat and t(" : ") .. t(s.etat) or "") .. (s.raison and " (" .. s.raison .. ")" or "") .. "." }
    for _, x in ipairs(s.resultats or {}) do dit[#dit + 1] = x end
    for _, x in ipairs(s.difficultes or {}) do dit[#dit + 1] = x end
    if s.depense then dit[#dit + 1] = string.format(t("Dépense : %s."), s.depense) end
    lignes[i] = brut(table.concat(dit, " "))
  end
  return lignes
end

return function(args, content, page, data)
  local suite = {}
  local numero = string.format(t("Fiche %s"), page.numero or "")
  suite[1] = page.theme and page.theme .. " · " .. numero or numero
  if page.etat then suite[2] = "**" .. t(page.etat) .. "**" .. (page.raison and t(" : ") .. page.raison or "") end
  champ(suite, t("Suite de"), page.suite_de)
  champ(suite, t("Constats"), page.constats)
  champ(suite, t("Objectifs"), objectifs(page.objectifs, page.theme))
  champ(suite, t("Public cible"), page.publics)
  champ(suite, t("Moyens humains"), page.moyens_humains)
  couts(suite, page.couts)
  champ(suite, t("Pilotage"), page.pilotage)
  champ(suite, t("Responsable"), page.responsable)
  champ(suite, t("Partenaires à mobiliser"), page.partenaires)
  if page.debut or page.fin then
    champ(suite, t("Échéancier"), page.debut and page.fin and page.debut .. "–" .. page.fin or page.debut or page.fin)
  end
  champ(suite, t("Indicateurs de suivi"), indicateurs(page.indicateurs, data.indicateurs))
  champ(suite, t("Suivi"), etapes(page.suivi))
  champ(suite, t("Résultats"), page.resultats)
  champ(suite, t("Difficultés"), page.difficultes)
  champ(suite, t("Perspectives"), page.perspectives)
  return suite
end
