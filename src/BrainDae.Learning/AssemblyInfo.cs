using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("BrainDae.Learning.Tests")]
[assembly: InternalsVisibleTo("BrainDae.Benchmarks")]
