namespace BrainDae.Benchmarks.Scale;

/// <summary>One command on one cohort.</summary>
/// <param name="Command">Its name.</param>
/// <param name="Patients">Patients of the cohort.</param>
/// <param name="PeakMegabytes">Greatest resident memory without mapped files.</param>
/// <param name="ScratchMegabytes">Greatest size of its files without a name.</param>
/// <param name="Seconds">Time of the process.</param>
internal sealed record ScalePoint(string Command, int Patients, double PeakMegabytes, double ScratchMegabytes, double Seconds);
