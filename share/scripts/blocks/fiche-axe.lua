-- SPDX-License-Identifier: MIT-0
-- La fiche d’un axe de la convention, pour le papier : ses champs, l’un après l’autre. Le guide l’appelle par  sheets = { axe = "fiche-axe" }.

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

-- Un tableau quand une action au moins a un état ou une échéance, sinon une liste numérotée.
local function actions(suite, liste)
  if not liste or #liste == 0 then return end
  local rows, items, suivies = {}, {}, false
  for i, a in ipairs(liste) do
    local texte = a.intitule or ""
    if a.description then texte = texte .. t(" : ") .. a.description end
    items[i] = texte
    rows[i] = { action = i .. ". " .. texte, etat = a.etat and t(a.etat), echeance = a.echeance }
    suivies = suivies or a.etat or a.echeance
  end
  titre(suite, t("Actions"))
  if not suivies then
    suite[#suite + 1] = { type = "liste", ordered = true, items = items }
    return
  end
  suite[#suite + 1] = {
    type = "tableau", rows = rows,
    columns = { { id = "action", label = t("Action") }, { id = "etat", label = t("État") }, { id = "echeance", label = t("Échéance") } },
  }
end

-- Une ligne par indicateur, une colonne par année ; une mesure absente reste absente.
local function indicateurs(suite, noms, mesures)
  if not noms or #noms == 0 then return end
  local rows, annees, vues = {}, {}, {}
  for _, nom in ipairs(noms) do
    local ligne = { libelle = nom }
    for _, mesure in ipairs(mesures or {}) do
      if mesure.indicateur == nom then
        ligne.libelle = t(mesure.libelle) .. (mesure.unite and " (" .. t(mesure.unite) .. ")" or "")
        ligne["a" .. mesure.annee] = mesure.valeur
        ligne.cible = mesure.cible
        if not vues[mesure.annee] then
          vues[mesure.annee] = true
          annees[#annees + 1] = mesure.annee
        end
      end
    end
    rows[#rows + 1] = ligne
  end
  table.sort(annees)
  titre(suite, t("Indicateurs de suivi"))
  if #annees == 0 then
    local items = {}
    for _, ligne in ipairs(rows) do items[#items + 1] = ligne.libelle end
    suite[#suite + 1] = { type = "liste", items = items }
    return
  end
  local columns = { { id = "libelle", label = t("Indicateur") } }
  for _, annee in ipairs(annees) do
    columns[#columns + 1] = { id = "a" .. annee, label = annee, type = "number" }
  end
  columns[#columns + 1] = { id = "cible", label = t("Cible"), type = "number" }
  suite[#suite + 1] = { type = "tableau", columns = columns, rows = rows }
end

return function(args, content, page, data)
  local suite, moyens, calendrier = {}, page.moyens or {}, page.echeancier or {}
  if page.numero then
    local numero = string.format(t("Axe %s"), page.numero)
    suite[1] = page.theme and page.theme .. " · " .. numero or numero
  end
  champ(suite, t("Suite de"), page.suite_de)
  champ(suite, t("Constats"), page.constats)
  champ(suite, t("Objectifs"), page.objectifs)
  champ(suite, t("Public cible"), page.publics)
  actions(suite, page.actions)
  champ(suite, t("Moyens humains"), moyens.humains)
  champ(suite, t("Moyens financiers"), moyens.financiers)
  champ(suite, t("Pilotage"), page.pilotage)
  champ(suite, t("Partenaires à mobiliser"), page.partenaires)
  if type(calendrier) == "string" then
    champ(suite, t("Échéancier"), calendrier)
  elseif calendrier.debut then
    champ(suite, t("Échéancier"), calendrier.fin and calendrier.debut .. "–" .. calendrier.fin or calendrier.debut)
  end
  indicateurs(suite, page.indicateurs, data.indicateurs)
  champ(suite, t("Résultats"), page.resultats)
  champ(suite, t("Perspectives"), page.perspectives)
  return suite
end
