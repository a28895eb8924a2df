-- SPDX-License-Identifier: MIT-0
-- Les indicateurs que nomme un bloc ou une fiche :  local mesures = require("mesures")

local M = {}

-- « a, b » ; avec « ; », un nom peut avoir une virgule : « a, b; c ». Comme livret vérifie les options (compute/block_options.h).
function M.separe(texte)
  local mots = {}
  local entre = string.find(texte or "", ";", 1, true) and "[^;]+" or "[^,]+"
  for mot in string.gmatch(texte or "", entre) do mots[#mots + 1] = string.match(mot, "^%s*(.-)%s*$") end
  return mots
end

-- Les années, dans l’ordre, où l’un d’eux est connu pour un territoire ; sans lui, pour tout celui du site.
function M.annees(ids, lieu)
  local vues, liste = {}, {}
  for _, id in ipairs(ids) do
    for _, annee in ipairs(indicateur(id).years) do
      if not vues[annee] and mesure(id, { annee = annee, territoire = lieu }).kind ~= "missing" then
        vues[annee] = true
        liste[#liste + 1] = annee
      end
    end
  end
  table.sort(liste)
  return liste
end

return M
