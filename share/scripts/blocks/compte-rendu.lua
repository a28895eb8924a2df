-- SPDX-License-Identifier: MIT-0
-- Le compte rendu d’une réunion, pour le papier : qui était là, les votes, les décisions, les suites. layouts/books/reunion.lua l’appelle.

local function titre(suite, texte) suite[#suite + 1] = { type = "titre", level = 2, text = texte } end

return function(args, content, page)
  local suite = {}
  local faits = {}
  for _, texte in ipairs({ page.title, moment(page.debut or page.date, page.fin) or "", page.lieu or "" }) do
    if texte ~= "" then faits[#faits + 1] = brut(texte) end
  end
  suite[1] = table.concat(faits, " · ")
  if page.objet then suite[#suite + 1] = brut(page.objet) end
  if page.participants and #page.participants > 0 then
    titre(suite, t("Participants"))
    suite[#suite + 1] = { type = "bloc", name = "participants" }
  end
  if page.votes and #page.votes > 0 then
    titre(suite, t("Votes"))
    suite[#suite + 1] = { type = "bloc", name = "votes" }
  end
  titre(suite, t("Décisions"))
  if page.decisions and #page.decisions > 0 then
    local items = {}
    for i, d in ipairs(page.decisions) do items[i] = d end
    suite[#suite + 1] = { type = "liste", ordered = true, items = items }
  else
    suite[#suite + 1] = t("Aucune décision n’a encore été notée.")
  end
  titre(suite, t("Suites à donner"))
  if page.suites and #page.suites > 0 then
    local rows = {}
    for i, s in ipairs(page.suites) do
      rows[i] = { quoi = s.quoi, qui = s.qui, pour_quand = s.pour_quand and moment(s.pour_quand) }
    end
    suite[#suite + 1] = {
      type = "tableau", rows = rows,
      columns = { { id = "quoi", label = t("Quoi") }, { id = "qui", label = t("Qui") }, { id = "pour_quand", label = t("Pour quand") } },
    }
  else
    suite[#suite + 1] = t("Aucune suite n’a encore été notée.")
  end
  return suite
end
