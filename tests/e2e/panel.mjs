// The families' panel in Debian's Chromium, as a parent with a phone and one at a computer see it: from the link of a slip
// to an accepted photo, with JavaScript switched off, because the panel has none. Leaves a picture of every page at 360
// and 1280 pixels. Usage: node panel.mjs SERVER CLI WORK-FOLDER PICTURE-FOLDER CHROMIUM
import { execFileSync, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [, , server, cli, work, pictures, chromium, photo] = process.argv
const { chromium: browserType } = createRequire(`${work}/package.json`)('playwright-core')

function check(condition, what) {
    if (!condition) throw new Error(`not so: ${what}`)
}

const data = `${work}/server`
const replica = `${work}/replica`
rmSync(data, { recursive: true, force: true })
rmSync(replica, { recursive: true, force: true })
mkdirSync(pictures, { recursive: true })
writeFileSync(`${work}/school.json`, JSON.stringify({
    name: 'Szkoła Podstawowa nr 1 im. Marii Skłodowskiej-Curie w Warszawie',
    address: { street: 'ul. Długa 1', postcode: '00-001', city: 'Warszawa' }, headteacher: 'Grażyna Nowak' }))
writeFileSync(`${work}/pupils.csv`,
    'Nr w księdze;Nazwisko;Imię;Data urodzenia;Klasa\n1;Brzęczyszczykiewicz-Nowak;Świętosława;04.03.2015;1A\n')

const admin = (...args) => execFileSync(server, ['--lang', 'en', '--data', data, ...args], { encoding: 'utf8' }).trim()
const office = (...args) => execFileSync(cli, ['--lang', 'pl', '--data', replica, ...args], { encoding: 'utf8' }).trim()

const school = admin('school', 'add', `${work}/school.json`)
const process_ = spawn(server, ['--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] })
const lines = createInterface({ input: process_.stdout })
const url = (await new Promise((resolve) => lines.once('line', resolve))).replace('listening on ', '')
const token = () => readFileSync(`${replica}/server-token`, 'utf8').slice(0, 64)

async function slip() {
    const pupil = JSON.parse(office('--json', 'students', 'list'))[0].id
    const answer = await fetch(`${url}/v1/logins`, {
        method: 'POST', headers: { Authorization: `Bearer ${token()}`, 'X-Esek-Protocol': '1' },
        body: JSON.stringify({ role: 'parent', students: [pupil] }) })
    return (await answer.json()).logins[0]
}

let browser
try {
    office('enroll', '--server', url, '--code', admin('device', 'invite', '--school', school, '--name', 'PC'))
    office('sync')
    office('import', 'students', `${work}/pupils.csv`)
    office('sync')
    browser = await browserType.launch({ executablePath: chromium, args: ['--no-sandbox'] })
    for (const width of [360, 1280]) {
        const login = await slip()
        const context = await browser.newContext({
            viewport: { width, height: width === 360 ? 740 : 720 }, locale: 'pl-PL', javaScriptEnabled: false,
            colorScheme: 'light' })
        const page = await context.newPage()
        let bytes = 0
        const session = await context.newCDPSession(page)
        await session.send('Network.enable')
        session.on('Network.loadingFinished', (e) => { bytes += e.encodedDataLength })
        const picture = async (name) => {
            const sideways = (await page.content(), await page.locator('html').evaluate(
                (e) => e.scrollWidth - e.clientWidth).catch(() => 0))
            check(sideways <= 0, `${name} fits into ${width} pixels (${sideways} too wide)`)
            await page.screenshot({ path: `${pictures}/${width}-${name}.png`, fullPage: true })
        }
        await page.goto(`${url}/login`)
        await picture('login')
        check(bytes < 60000, `the first page has ${bytes} bytes`)
        await page.goto(login.link)
        await picture('slip')
        await page.getByRole('button', { name: 'Zaloguj się' }).click()
        await picture('password')
        await page.getByLabel('Twoje imię i nazwisko').fill('Adam Brzęczyszczykiewicz')
        await page.getByLabel('Nowe hasło').fill('dwa koty na dachu')
        await page.getByRole('button', { name: 'Zapisz i przejdź dalej' }).click()
        await picture('first')
        const send = page.getByRole('link', { name: /Wyślij zdjęcie|Wyślij inne zdjęcie|Zobacz zdjęcie/ }).first()
        await send.click()
        if (await page.getByRole('link', { name: 'Zmień zdjęcie' }).count())
            await page.getByRole('link', { name: 'Zmień zdjęcie' }).click()
        await picture('step1-guidelines')
        await page.getByLabel('Oświadczam').check()
        await page.getByRole('button', { name: 'Przejdź dalej' }).click()
        await picture('step2-examples')
        await page.getByRole('link', { name: 'Przejdź dalej', exact: true }).last().click()
        await picture('step3-file')
        await page.getByLabel('Wybierz zdjęcie').setInputFiles(photo)
        await page.getByRole('button', { name: 'Prześlij plik' }).click()
        await page.getByLabel('Powiększenie').fill('120')
        await page.getByRole('button', { name: 'Pokaż podgląd' }).click()
        await picture('step3-crop')
        await page.getByRole('button', { name: 'Zapisz zdjęcie' }).click()
        await picture('step4-send')
        await page.getByRole('button', { name: /Wyślij zdjęcie ucznia/ }).click()
        await picture('summary')
        office('sync')
        const row = JSON.parse(office('--json', 'photo', 'list'))[0]
        if (width === 360) {
            check(row.status === 'pending', `the office sees ${row.status}`)
            office('photo', 'reject', '1', '--reason', 'too_dark', '--note', 'Przy oknie będzie jaśniej.')
            office('sync')
            await page.goto(url)
            await picture('rejected')
            await page.goto(`${url}/messages`)
            await picture('messages')
            office('photo', 'submit', '1', photo, '--as', 'clerk')
            office('photo', 'accept', '1')
            office('sync')
        } else {
            check(row.status === 'change_requested', `the office sees ${row.status}`)
        }
        await page.goto(`${url}/account`)
        await picture('account')
        await page.goto(`${url}/nothing`)
        await picture('nothing')
        await context.close()
        for (const [name, options] of [['dark', { colorScheme: 'dark' }], ['ukrainian', { locale: 'uk-UA' }]]) {
            const other = await browser.newContext({ viewport: { width, height: 740 }, ...options })
            const first = await other.newPage()
            await first.goto(`${url}/login`)
            await first.screenshot({ path: `${pictures}/${width}-login-${name}.png`, fullPage: true })
            await other.close()
        }
    }
    console.log(`pictures are in ${pictures}`)
} finally {
    await browser?.close()
    process_.kill()
}
