/** What reads and writes reports. Loaded when it is asked for: no build without a report has a use for it. */
export async function loadReportFiles() {
  const [{ readReport, variantOf }, { writeReportFile }] = await Promise.all([
    import('./read-report.js'),
    import('./write-report.js'),
  ])
  return { readReport, variantOf, writeReportFile }
}
