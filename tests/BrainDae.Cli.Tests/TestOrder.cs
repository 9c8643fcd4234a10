// One native thread pool at a time: OpenMP programs side by side slow each other down ten-fold.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
