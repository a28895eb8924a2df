-- SPDX-License-Identifier: MIT-0
-- Ce que les fiches d’axe et d’action ont en commun, à l’écran et sur le papier :  local fiche = require("fiche")

local M = {}

-- Les indicateurs d’une fiche : ceux que les données connaissent, et les autres, qui ne sont qu’un nom.
function M.indicateurs(noms)
  local connus, autres = {}, {}
  for _, nom in ipairs(noms or {}) do
    local liste = indicateur(nom) and connus or autres
    liste[#liste + 1] = nom
  end
  return connus, autres
end

-- « Places d’accueil collectif (places) »
function M.libelle(id)
  local i = indicateur(id)
  return i.label .. (i.unit and i.unit ~= "%" and " (" .. t(i.unit) .. ")" or "")
end

-- « I.2.1 » désigne un objectif du plan : son titre est écrit à côté.
function M.objectifs(liste, theme)
  local textes = {}
  for k, texte in ipairs(liste or {}) do
    local titre = theme and objectif(theme, texte)
    textes[k] = titre and texte .. " – " .. titre or texte
  end
  return textes
end

-- « 23958 » → « 23 958 € » ; un texte qui n’est pas un nombre reste comme il est.
function M.euros(texte)
  if not texte or texte == "" then return nil end
  local figure = chiffre(texte)
  return figure.kind == "number" and figure.value and monnaie(figure.value, "EUR") or texte
end

-- Pour le papier : un titre et ce qui est sous lui, rien quand le champ est vide. Ce que dit une fiche est montré comme il est écrit,
-- comme à l’écran : ses signes ne sont pas du Markdown.
function M.titre(suite, texte) suite[#suite + 1] = { type = "titre", level = 2, text = texte } end

function M.champ(suite, texte, valeur)
  if type(valeur) == "number" then valeur = tostring(valeur) end
  if not valeur or #valeur == 0 then return end
  M.titre(suite, texte)
  if type(valeur) == "string" then
    suite[#suite + 1] = brut(valeur)
  else
    local items = {}
    for _, v in ipairs(valeur) do items[#items + 1] = brut(v) end
    suite[#suite + 1] = { type = "liste", items = items }
  end
end

-- Pour le papier : les indicateurs que les données connaissent en tableau, les autres en liste.
function M.section_indicateurs(suite, noms)
  local connus, autres = M.indicateurs(noms)
  if #connus + #autres > 0 then M.titre(suite, t("Indicateurs de suivi")) end
  if #connus > 0 then
    suite[#suite + 1] = { type = "bloc", name = "indicateurs", options = { choix = table.concat(connus, ";") .. ";", evolution = "non",
                                                                          progression = "non", depart = "oui" } }
  end
  for k, nom in ipairs(autres) do autres[k] = brut(nom) end
  if #autres > 0 then suite[#suite + 1] = { type = "liste", items = autres } end
end

return M
