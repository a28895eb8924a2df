-- SPDX-License-Identifier: MIT-0
-- La feuille de présence d’une réunion, pour le papier : une ligne à signer par personne invitée, et quelques lignes vides.
-- layouts/books/reunion.lua l’appelle. La fiche ne connaît que des catégories et des fonctions : les noms s’écrivent à la main.

-- Des espaces insécables : la largeur d’une case où l’on écrit.
local CASE = string.rep("\u{00A0}", 36)
local VIDE = "\u{00A0}"

return function(args, content, page)
  local suite = {}
  local quand = moment(page.debut or page.date, page.fin)
  local faits = {}
  for _, texte in ipairs({ page.title, quand or "", page.lieu or "" }) do
    if texte ~= "" then faits[#faits + 1] = brut(texte) end
  end
  suite[1] = table.concat(faits, " · ")
  local rows = {}
  for _, p in ipairs(page.invites or {}) do
    for _ = 1, math.min(p.nombre or 1, 60) do
      rows[#rows + 1] = { categorie = p.categorie, fonction = p.fonction or VIDE, nom = CASE, signature = CASE }
    end
  end
  for _ = 1, 4 do rows[#rows + 1] = { categorie = t("Autre"), fonction = VIDE, nom = CASE, signature = CASE } end
  suite[2] = {
    type = "tableau", rows = rows, class = "a-remplir",
    columns = { { id = "categorie", label = t("Catégorie") }, { id = "fonction", label = t("Fonction") }, { id = "nom", label = t("Nom") },
                { id = "signature", label = t("Signature") } },
  }
  return suite
end
