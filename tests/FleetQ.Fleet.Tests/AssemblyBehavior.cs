using Xunit.Sdk;
using Xunit.v3;

// Each test starts up to three processes and measures what they do in time: two at once would measure each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
