-- SPDX-License-Identifier: MIT
-- The raw material of the generated organisation: names in several scripts, titles, places, texts.
-- Plain lists; the generators pick from them by their own random numbers.

local words = {}

-- Pairs of given and family names that go together, one group per script or language.
words.people = {
  { { "Mira", "Jonas", "Priya", "Caleb", "Noor", "Elena", "Marcus", "Ingrid", "Tobias", "Ruth" },
    { "Halvorsen", "Okafor", "Whitfield", "O'Brien", "Lindqvist", "van der Meer", "Castellano" } },
  { { "José", "Zoë", "Renée", "Søren", "Łukasz", "Ágnes", "Çağla", "Þóra", "Ñuria" },
    { "García Núñez", "Müller", "Dvořák", "Győri", "Østergård", "Wiśniewska", "Brâncuși" } },
  { { "Анна", "Дмитрий", "Ольга", "Святослав" }, { "Иванова", "Кузнецов", "Шевченко", "Ёлкин" } },
  { { "Ελένη", "Γιώργος", "Αθηνά" }, { "Παπαδοπούλου", "Αντωνίου", "Ξενάκης" } },
  { { "محمد", "فاطمة", "ليلى" }, { "الحسن", "بن علي", "النجار" } },
  { { "נועה", "דוד", "תמר" }, { "כהן", "לוי", "בן־עמי" } },
  { { "伟", "秀英", "子涵" }, { "王", "李", "欧阳" } },
  { { "さくら", "太郎", "ユキ" }, { "山田", "佐藤", "小林" } },
  { { "민준", "서연", "지우" }, { "김", "박", "남궁" } },
  { { "आरव", "प्रिया", "लक्ष्मी" }, { "शर्मा", "पटेल", "मुखर्जी" } },
  { { "Ada", "Zed", "Robin" }, { "Quill 🦉", "Nakamura-Ruiz", "\"Bo\" Lane", "A\\B Sow" } },
}

-- Users keep to names that sign well in e-mail addresses.
words.user_first = { "Amara", "Bjorn", "Chiara", "Dmitri", "Esther", "Farid", "Greta", "Hugo",
  "Ines", "Jakub", "Keiko", "Liam", "Maren", "Nadia", "Oscar", "Paula", "Quentin", "Rosa",
  "Samir", "Tomas", "Ulrike", "Viktor", "Wanda", "Xenia", "Yara", "Zoltan" }
words.user_last = { "Abara", "Berg", "Costa", "Duarte", "Eklund", "Fontaine", "Grau", "Holm",
  "Ivers", "Jansen", "Kovacs", "Lund", "Moreau", "Novak", "Okafor", "Petrov", "Quist" }

words.departments = { "Engineering", "Sales", "People", "Finance", "Marketing", "Operations",
  "Support", "Legal", "Hardware", "Data", "Security", "Design", "Research", "Platform",
  "Quality", "Logistics", "Field Service", "R&D / Labs", "Café & Facilities", "経理" }

-- City, region, country.
words.places = {
  { "Lisbon", "Lisboa", "Portugal" }, { "Berlin", "Berlin", "Germany" },
  { "São Paulo", "SP", "Brazil" }, { "Kraków", "Małopolskie", "Poland" },
  { "Tōkyō", "Kantō", "Japan" }, { "Zürich", "ZH", "Switzerland" },
  { "Austin", "Texas", "United States" }, { "Montréal", "Québec", "Canada" },
  { "Αθήνα", "Αττική", "Greece" }, { "Oslo", "Oslo", "Norway" },
  { "Nairobi", "Nairobi", "Kenya" }, { "Pune", "Maharashtra", "India" },
  { "Dublin", "Leinster", "Ireland" }, { "서울", "서울", "South Korea" },
}

words.titles = { "Firmware Engineer", "Account Executive", "Product Designer", "Data Analyst",
  "Technical Writer", "Field Technician", "People Partner", "Senior C++ Developer",
  "Site Reliability Engineer", "Buyer (m/f/d)", "Embedded \"Bare Metal\" Engineer",
  "Head of R&D / Labs", "Ingénieur·e qualité", "Machine Learning Engineer" }

words.companies = { "Nordvik Sensors", "Hale & Fields", "Péla Robotics", "Öresund Marine",
  "Cobalt/Ridge", "Tessellate", "Quarry Labs", "Møller Foods", "Blue Harbour" }

words.schools = { "Example Technical University", "Universidade de Exemplo", "École d'Exemple",
  "例大学", "Sample State College", "Politechnika Przykładowa" }

words.sources = { "Employee Referral", "LinkedIn", "Careers Page", "Indeed", "University Fair",
  "Recruiting Agency", "Meetup", "Newsletter", "Hacker Forum", "Sourced: Email" }
words.source_types = { "Referral", "Job Board", "Inbound", "Agency", "Event", "Outbound" }

words.reasons = { "Salary expectations too high", "Not enough experience", "Took another offer",
  "Position was filled", "No reply after 3 e-mails", "Location / time zone",
  "Withdrew (\"family reasons\")", "Missing work permit", "Failed the work sample", "Duplicate" }

words.tags = { "Open to relocation", "Bilingual", "Boomerang", "Silver medal", "Student",
  "Speaker 🎤", "Night owl", "Security clearance", "Patent holder", "Câblage", "C/C++", "VIP" }

words.form_titles = { "Technical screen", "Culture interview", "Hiring manager review",
  "Work sample", "Reference call", "Executive interview" }

words.stages = {
  { "Application Review", "PreInterviewScreen" }, { "Recruiter Screen", "Active" },
  { "Hiring Manager Interview", "Active" }, { "Work Sample", "Active" },
  { "On-site", "Active" }, { "Reference Check", "Active" }, { "Offer", "Offer" },
  { "Hired", "Hired" }, { "New Lead", "Lead" }, { "Archived", "Archived" },
}

words.agents = {
  "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    .. "Version/17.5 Safari/605.1.15",
}

words.timezones = { "Europe/Lisbon", "Europe/Berlin", "America/Sao_Paulo", "Asia/Tokyo",
  "America/New_York", "Asia/Kolkata" }

words.employment = { "FullTime", "FullTime", "FullTime", "PartTime", "Intern", "Contract",
  "Temporary" }
words.workplace = { "OnSite", "Hybrid", "Remote" }

words.sentences = {
  "You will write and test the control code of our sensor boards.",
  "We work in small teams and ship every week; nobody waits for a committee.",
  "Remote work is normal here — offices exist for those who like them.",
  "Expect a paid work sample of three hours, at a time that suits you.",
  "Nous tenons à la clarté : chaque décision est écrite.",
  "Wir suchen Menschen, die Geräte mögen und Datenblätter lesen.",
  "5 < 6 && \"quotes\" are part of the \\daily/ job.",
  "Bring curiosity 🚀; we bring the oscilloscope.",
  "私たちは測定器を作っています。",
  "Benefits include 30 days of leave, a learning budget and a bicycle.",
}

return words
