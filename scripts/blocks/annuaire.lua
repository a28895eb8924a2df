-- SPDX-License-Identifier: MIT-0
-- L’annuaire des lieux :  ::: annuaire types="creche micro-creche"
-- Un tableau des lieux de content/data/structures.xml, avec des horaires en toutes lettres.

local MOTS = {
  fr = { lieu = "Lieu", adresse = "Adresse", horaires = "Horaires", telephone = "Téléphone", places = "Places",
         Mo = "lundi", Tu = "mardi", We = "mercredi", Th = "jeudi", Fr = "vendredi", Sa = "samedi", Su = "dimanche",
         du = "du %s au %s", et = " et ", virgule = ", ", heures = "%s à %s", fermeture = "fermé", h = "\u{A0}h",
         SH = "fermé pendant les vacances scolaires", deuxieme = "deuxième %s du mois", legende = "Lieux : %d", point = "\u{202F}; " },
  en = { lieu = "Name", adresse = "Address", horaires = "Opening hours", telephone = "Telephone", places = "Places",
         Mo = "Monday", Tu = "Tuesday", We = "Wednesday", Th = "Thursday", Fr = "Friday", Sa = "Saturday", Su = "Sunday",
         du = "%s to %s", et = " and ", virgule = ", ", heures = "%s to %s", fermeture = "closed", h = ":",
         SH = "closed in school holidays", deuxieme = "second %s of the month", point = "; " },
  de = { lieu = "Name", adresse = "Adresse", horaires = "Öffnungszeiten", telephone = "Telefon", places = "Plätze",
         Mo = "Montag", Tu = "Dienstag", We = "Mittwoch", Th = "Donnerstag", Fr = "Freitag", Sa = "Samstag", Su = "Sonntag",
         du = "%s bis %s", et = " und ", virgule = ", ", heures = "%s bis %s\u{A0}Uhr", fermeture = "geschlossen", h = ":",
         SH = "in den Schulferien geschlossen", deuxieme = "zweiter %s im Monat", point = "; " },
  ar = { lieu = "المكان", adresse = "العنوان", horaires = "أوقات العمل", telephone = "الهاتف", places = "الأماكن",
         Mo = "الاثنين", Tu = "الثلاثاء", We = "الأربعاء", Th = "الخميس", Fr = "الجمعة", Sa = "السبت", Su = "الأحد",
         du = "من %s إلى %s", et = " و", virgule = "، ", heures = "من %s إلى %s", fermeture = "مغلق", h = ":",
         SH = "مغلق في العطل المدرسية", deuxieme = "ثاني %s من الشهر", point = "؛ " },
}

local function heure(texte, m)
  local h, min = string.match(texte, "^(%d%d):(%d%d)$")
  if m.h == ":" then return h .. ":" .. min end
  h = string.gsub(h, "^0", "")
  return h .. m.h .. (min == "00" and "" or "\u{A0}" .. min)
end

local function jours(texte, m)
  local mots = {}
  for partie in string.gmatch(texte, "[^,]+") do
    local de, a = string.match(partie, "^(%a%a)%-(%a%a)$")
    local rang = string.match(partie, "^(%a%a)%[2%]$")
    if de then mots[#mots + 1] = string.format(m.du, m[de], m[a])
    elseif rang then mots[#mots + 1] = string.format(m.deuxieme, m[rang])
    else mots[#mots + 1] = m[partie] or partie end
  end
  if #mots == 1 then return mots[1] end
  local dernier = table.remove(mots)
  return table.concat(mots, m.virgule) .. m.et .. dernier
end

local function plages(texte, m)
  local mots = {}
  for de, a in string.gmatch(texte, "(%d%d:%d%d)%-(%d%d:%d%d)") do
    mots[#mots + 1] = string.format(m.heures, heure(de, m), heure(a, m))
  end
  return table.concat(mots, m.et)
end

-- « Mo-Fr 07:30-18:30; PH off » devient « du lundi au vendredi, 7 h 30 à 18 h 30 ».
local function horaires(texte, m)
  local mots = {}
  for regle in string.gmatch(texte or "", "[^;]+") do
    local qui, quand = string.match(regle, "^%s*(%S+)%s+(.-)%s*$")
    if quand == "off" then
      if qui == "SH" then mots[#mots + 1] = m.SH end
    elseif qui then
      mots[#mots + 1] = jours(qui, m) .. m.virgule .. plages(quand, m)
    end
  end
  return table.concat(mots, m.point)
end

local function communes(data)
  local noms = {}
  for _, commune in ipairs(data.communes.commune) do noms[commune.code] = commune.nom end
  return noms
end

return function(args, content, page, data)
  local m, noms, rows = MOTS[page.lang] or MOTS.fr, communes(data), {}
  local voulus = " " .. (args.types or "") .. " "
  local avec_places = false
  for _, s in ipairs(data.structures.structure) do
    if string.find(voulus, " " .. s.type .. " ", 1, true) then
      rows[#rows + 1] = {
        lieu = s.nom,
        adresse = s.adresse .. ", " .. (noms[s.commune] or s.commune),
        horaires = horaires(s.horaires, m),
        telephone = s.telephone and (string.gsub(s.telephone, " ", "\u{A0}")),
        places = s.capacite and tonumber(s.capacite) or nil,
      }
      avec_places = avec_places or s.capacite ~= nil
    end
  end
  local columns = {
    { id = "lieu", label = m.lieu }, { id = "adresse", label = m.adresse },
    { id = "horaires", label = m.horaires }, { id = "telephone", label = m.telephone },
  }
  if avec_places then columns[#columns + 1] = { id = "places", label = m.places, type = "integer" } end
  return { type = "tableau", columns = columns, rows = rows, caption = args.title }
end
