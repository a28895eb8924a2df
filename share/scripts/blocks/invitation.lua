-- SPDX-License-Identifier: MIT-0
-- L’invitation à une réunion, pour le papier : layouts/books/reunion.lua l’appelle.

local function titre(suite, texte) suite[#suite + 1] = { type = "titre", level = 2, text = texte } end

return function(args, content, page, data, site)
  local suite, organisation = {}, site.organisation or {}
  local qui = page.organisme or (type(organisation.nom) == "string" and organisation.nom)
  suite[1] = { type = "paragraphe", text = "**" .. brut(page.title) .. "**" }
  if page.objet then suite[#suite + 1] = brut(page.objet) end
  local rows = {}
  local function ligne(nom, valeur)
    if valeur then rows[#rows + 1] = { t(nom), valeur } end
  end
  ligne("Organisme", qui)
  ligne("Date", moment(page.debut or page.date, page.fin))
  ligne("Lieu", page.lieu)
  if #rows > 0 then
    suite[#suite + 1] = { type = "tableau", rows = rows, columns = { { label = t("Rendez-vous") }, { label = t("Précisions") } } }
  end
  if page.ordre_du_jour and #page.ordre_du_jour > 0 then
    titre(suite, t("Ordre du jour"))
    local items = {}
    for i, point in ipairs(page.ordre_du_jour) do items[i] = point end
    suite[#suite + 1] = { type = "liste", ordered = true, items = items }
  end
  if page.invites and #page.invites > 0 then
    titre(suite, t("Personnes invitées"))
    local items = {}
    for i, p in ipairs(page.invites) do
      items[i] = brut(p.fonction and p.categorie .. t(" : ") .. p.fonction or p.categorie)
      if p.nombre and p.nombre > 1 then items[i] = items[i] .. " (" .. nombre(p.nombre) .. ")" end
    end
    suite[#suite + 1] = { type = "liste", items = items }
  end
  return suite
end
